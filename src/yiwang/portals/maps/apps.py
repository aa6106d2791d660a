"""Where Django finds this app."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    name = "yiwang.portals.maps"
    label = "maps"
