"""Where Django finds this app."""

from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "yiwang.structure.administration"
    label = "administration"
