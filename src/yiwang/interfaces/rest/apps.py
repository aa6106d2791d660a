"""Where Django finds this app."""

from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "yiwang.interfaces.rest"
    label = "rest"
