"""Where Django finds this app."""

from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "yiwang.insight.practice"
    label = "practice"
