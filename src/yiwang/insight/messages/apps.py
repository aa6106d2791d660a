"""Where Django finds this app."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "yiwang.insight.messages"
    label = "messaging"  # Django has an app called messages
