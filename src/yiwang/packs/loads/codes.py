"""From the codes of a pack to the ids of what was loaded."""

from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.territory.naming import named_in
from yiwang.structure.territory.queries import valid_areas


def area_ids() -> dict[str, int]:
    """Valid areas -> id: by code in the primary net, by `net:code` in every other."""
    rows = valid_areas().values_list("net__is_primary", "net__key", "code", "pk")
    return {named_in("" if primary else net, code): pk for primary, net, code, pk in rows}


def organization_ids() -> dict[str, int]:
    """Code -> id of every organization."""
    return ids_by_code()
