"""Where Django finds this app."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    name = "yiwang.foundation.clocks"
    label = "clocks"
