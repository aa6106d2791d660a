"""Where Django finds this app."""

from django.apps import AppConfig


class DaysConfig(AppConfig):
    name = "yiwang.portals.days"
    label = "days"
