"""Where Django finds this app."""

from django.apps import AppConfig


class BurdenPagesConfig(AppConfig):
    name = "yiwang.portals.burden"
    label = "portals_burden"
