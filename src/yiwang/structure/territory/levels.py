"""Areas of one level of the primary net, as subjects of what is asked of each of them."""

from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import valid_areas


def areas_of_level(level: str, below: int | None = None) -> list[Area]:
    """The valid areas of a level, by code; only those at or below one area, where it is given."""
    found = valid_areas().filter(level=level, net__is_primary=True)
    if below is not None:
        found = found.filter(ancestry__ancestor=below)
    return list(found.defer("geometry").order_by("code"))
