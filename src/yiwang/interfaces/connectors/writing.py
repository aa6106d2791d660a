"""A connector as its definition says it."""

from yiwang.interfaces.connectors.definition import ConnectorPart
from yiwang.interfaces.connectors.models import Connector

_SAID = ("key", "name", "name_en", "system", "into", "door")
_ENTERED = ("is_automatic", "every_hours")  # said by the definition once, then by its keeper


def put(part: ConnectorPart, found: Connector | None, *, is_by_hand: bool = False) -> Connector:
    """Write it: what its keeper entered of one that is there stays."""
    connector = found or Connector(**{name: getattr(part, name) for name in _ENTERED})
    for name in _SAID:
        setattr(connector, name, getattr(part, name))
    connector.definition = part.model_dump(mode="json")
    connector.is_by_hand = is_by_hand
    connector.__dict__.pop("part", None)  # read anew
    connector.save()
    return connector
