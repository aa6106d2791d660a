"""Where Django finds this app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "yiwang.portals.figures"
    label = "figures"
