"""Where Django finds this app."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "yiwang.work.complaints"
    label = "complaints"
