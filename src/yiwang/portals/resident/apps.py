"""Where Django finds this app."""

from django.apps import AppConfig


class ResidentConfig(AppConfig):
    name = "yiwang.portals.resident"
    label = "resident"
