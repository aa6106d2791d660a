"""Where Django finds this app."""

from django.apps import AppConfig


class PracticePagesConfig(AppConfig):
    name = "yiwang.portals.practice"
    label = "practice_pages"
