"""Where Django finds this app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yiwang.portals.desk"
    label = "desk"
