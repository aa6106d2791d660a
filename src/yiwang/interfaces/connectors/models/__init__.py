"""Connectors, their runs, and where things came from."""

from yiwang.interfaces.connectors.models.connector import Connector
from yiwang.interfaces.connectors.models.origin import Origin
from yiwang.interfaces.connectors.models.run import Run

__all__ = ["Connector", "Origin", "Run"]
