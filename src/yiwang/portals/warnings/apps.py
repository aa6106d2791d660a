"""Where Django finds this app."""

from django.apps import AppConfig


class WarningsPagesConfig(AppConfig):
    name = "yiwang.portals.warnings"
    label = "portals_warnings"
