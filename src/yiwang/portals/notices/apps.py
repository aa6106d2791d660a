"""Where Django finds this app."""

from django.apps import AppConfig


class NoticesPagesConfig(AppConfig):
    name = "yiwang.portals.notices"
    label = "notices_pages"
