"""Where Django finds this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yiwang.work.cases"
    label = "cases"
