"""Where Django finds this app."""

from django.apps import AppConfig


class AdministrationPagesConfig(AppConfig):
    name = "yiwang.portals.administration"
    label = "administration_pages"
