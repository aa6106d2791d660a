"""Areas of one level, as subjects of what is asked of each of them. A level is meant in the primary
net, or as `net:level` in another one."""

from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import valid_areas


def level_named(named: str) -> dict[str, object]:
    """The condition that an area is of the level."""
    net, _colon, level = named.rpartition(":")
    return {"level": level, **({"net__key": net} if net else {"net__is_primary": True})}


def areas_of_level(level: str, below: int | None = None) -> list[Area]:
    """The valid areas of a level, by code; of the primary net only those at or below one area,
    where it is given."""
    found = valid_areas().filter(**level_named(level))
    if below is not None and ":" not in level:
        found = found.filter(ancestry__ancestor=below)
    return list(found.defer("geometry").order_by("code"))
