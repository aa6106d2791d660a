"""Where Django finds this app."""

from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "yiwang.structure.posts"
    label = "posts"
