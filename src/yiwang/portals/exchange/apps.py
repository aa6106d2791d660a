"""Where Django finds this app."""

from django.apps import AppConfig


class ExchangePagesConfig(AppConfig):
    name = "yiwang.portals.exchange"
    label = "exchange_pages"
