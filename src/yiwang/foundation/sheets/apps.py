"""Where Django finds this app."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "yiwang.foundation.sheets"
    label = "sheets"
