"""Where Django finds this app."""

from django.apps import AppConfig


class NetsConfig(AppConfig):
    name = "yiwang.portals.nets"
    label = "nets"
