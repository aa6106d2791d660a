"""Where Django finds this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "yiwang.foundation.records"
    label = "records"
