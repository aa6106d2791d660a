"""Where Django finds this app."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "yiwang.portals.rules"
    label = "rules"
