"""Where Django finds this app."""

from django.apps import AppConfig


class StatisticsPagesConfig(AppConfig):
    name = "yiwang.portals.statistics"
    label = "portals_statistics"
