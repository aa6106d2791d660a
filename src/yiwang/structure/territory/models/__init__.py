"""Nets and areas, their links and closure, their versions, and what the territory calls itself."""

from yiwang.structure.territory.models.area import Area, AreaAncestor, AreaLink, Net
from yiwang.structure.territory.models.brand import Brand
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
    "Brand",
    "DrawnStep",
    "FormerState",
    "Net",
    "NetVersion",
]
