"""Where Django finds this app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "yiwang.insight.notices"
    label = "notices"
