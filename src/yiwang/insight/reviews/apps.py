"""Where Django finds this app."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "yiwang.insight.reviews"
    label = "reviews"
