"""Where Django finds this app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "yiwang.foundation.files"
    label = "files"
