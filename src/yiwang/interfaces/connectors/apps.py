"""Where Django finds this app."""

from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    name = "yiwang.interfaces.connectors"
    label = "connectors"
