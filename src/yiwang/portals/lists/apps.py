"""Where Django finds this app."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "yiwang.portals.lists"
    label = "lists"
