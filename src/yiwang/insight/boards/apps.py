"""Where Django finds this app."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "yiwang.insight.boards"
    label = "boards"
