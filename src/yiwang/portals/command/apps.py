"""Where Django finds this app."""

from django.apps import AppConfig


class CommandConfig(AppConfig):
    name = "yiwang.portals.command"
    label = "command"
