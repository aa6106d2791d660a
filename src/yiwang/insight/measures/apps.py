"""Where Django finds this app."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "yiwang.insight.measures"
    label = "measures"
