"""Where Django finds this app."""

from django.apps import AppConfig


class BurdenConfig(AppConfig):
    name = "yiwang.insight.burden"
    label = "burden"
