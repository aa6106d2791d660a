"""Where Django finds this app."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "yiwang.insight.disclosure"
    label = "disclosure"
