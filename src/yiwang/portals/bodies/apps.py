"""Where Django finds this app."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "yiwang.portals.bodies"
    label = "bodies"
