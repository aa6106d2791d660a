"""Where Django finds this app."""

from django.apps import AppConfig


class ManagingConfig(AppConfig):
    name = "yiwang.structure.managing"
    label = "managing"
