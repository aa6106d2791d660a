"""Where Django finds this app."""

from django.apps import AppConfig


class MessagePagesConfig(AppConfig):
    name = "yiwang.portals.messages"
    label = "message_pages"
