"""Where Django finds this app."""

from django.apps import AppConfig


class ConfigurationConfig(AppConfig):
    name = "yiwang.foundation.configuration"
    label = "configuration"
