"""Where Django finds this app."""

from django.apps import AppConfig


class ReviewPagesConfig(AppConfig):
    name = "yiwang.portals.reviews"
    label = "review_pages"
