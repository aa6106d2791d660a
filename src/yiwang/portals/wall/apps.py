"""Where Django finds this app."""

from django.apps import AppConfig


class WallPagesConfig(AppConfig):
    name = "yiwang.portals.wall"
    label = "portals_wall"
