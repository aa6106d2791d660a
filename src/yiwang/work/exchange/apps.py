"""Where Django finds this app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "yiwang.work.exchange"
    label = "exchange"
