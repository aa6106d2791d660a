"""Where Django finds this app."""

from django.apps import AppConfig


class WarningsConfig(AppConfig):
    name = "yiwang.insight.warnings"
    label = "warnings"
