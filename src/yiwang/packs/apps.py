"""Where Django finds this app."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "yiwang.packs"
    label = "packs"
