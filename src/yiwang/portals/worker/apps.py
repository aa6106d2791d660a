"""Where Django finds this app."""

from django.apps import AppConfig


class WorkerConfig(AppConfig):
    name = "yiwang.portals.worker"
    label = "worker"
