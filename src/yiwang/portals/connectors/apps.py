"""Where Django finds this app."""

from django.apps import AppConfig


class ConnectorPagesConfig(AppConfig):
    name = "yiwang.portals.connectors"
    label = "portals_connectors"

    def ready(self) -> None:
        from yiwang.interfaces.connectors.lists import offer
        from yiwang.portals.connectors.filled import further_list, further_lists

        offer(further_list, further_lists)
