"""Where Django finds this app."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "yiwang.structure.registers"
    label = "registers"
