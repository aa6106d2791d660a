"""Where Django finds this app."""

from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "yiwang.structure.organizations"
    label = "organizations"
