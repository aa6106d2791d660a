"""Where Django finds this app."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    name = "yiwang.work.workflows"
    label = "workflows"
