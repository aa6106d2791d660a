"""Where Django finds this app."""

from django.apps import AppConfig


class HelpConfig(AppConfig):
    name = "yiwang.portals.help"
    label = "help"
