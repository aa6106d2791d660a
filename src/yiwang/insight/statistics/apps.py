"""Where Django finds this app."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "yiwang.insight.statistics"
    label = "statistics"

    def ready(self) -> None:
        """Let indicators be made from what is typed in."""
        from yiwang.insight.measures.sources import register
        from yiwang.insight.statistics.outside import outside

        register("outside", outside)
