"""Where Django finds this app."""

from django.apps import AppConfig


class FundsPagesConfig(AppConfig):
    name = "yiwang.portals.funds"
    label = "portals_funds"
