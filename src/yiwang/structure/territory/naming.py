"""Areas as people write them in forms, lists and packs: by their code in the primary net, by
`net:code` in another."""

from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code

BETWEEN = ":"


def named_in(net: str, code: str) -> str:
    """An area as people write it; no net: the primary one."""
    return f"{net}{BETWEEN}{code}" if net else code


def written(area: Area) -> str:
    """How people write this area, whose net is loaded."""
    return named_in("" if area.net.is_primary else area.net.key, area.code)


def area_written(text: str) -> Area:
    """The valid area that is written so. Raises NotFound."""
    net, between, code = text.partition(BETWEEN)
    return area_by_code(code, net) if between else area_by_code(text)
