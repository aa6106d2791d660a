"""Where Django finds this app."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "yiwang.insight.statistics"
    label = "statistics"
