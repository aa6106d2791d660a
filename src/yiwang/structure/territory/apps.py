"""Where Django finds this app."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "yiwang.structure.territory"
    label = "territory"
