"""From the codes of a pack to the ids of what was loaded."""

from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.territory.queries import valid_areas


def area_ids() -> dict[str, int]:
    """Code -> id of the valid areas of the primary net."""
    return dict(valid_areas().filter(net__is_primary=True).values_list("code", "pk"))


def organization_ids() -> dict[str, int]:
    """Code -> id of every organization."""
    return ids_by_code()
