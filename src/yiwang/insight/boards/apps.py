"""Where Django finds this app."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "yiwang.insight.boards"
    label = "boards"

    def ready(self) -> None:
        """Let hot spots be kept of the types that boards look at alone."""
        from yiwang.insight.boards.queries import types_looked_at
        from yiwang.insight.measures.type_sets import register

        register("boards", types_looked_at)
