"""Nets and areas, their links and closure, and their versions."""

from yiwang.structure.territory.models.area import Area, AreaAncestor, AreaLink, Net
from yiwang.structure.territory.models.version import (
    AreaSuccession,
    DrawnStep,
    FormerState,
    NetVersion,
)

__all__ = [
    "Area",
    "AreaAncestor",
    "AreaLink",
    "AreaSuccession",
    "DrawnStep",
    "FormerState",
    "Net",
    "NetVersion",
]
