"""Areas as people write them in forms, lists and packs: by their code in the primary net, by
`net:code` in another. And as sentences name them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import area_by_code
from yiwang.structure.territory.rows import AreaRow

BETWEEN = ":"
MOST_NAMED = 5


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


def in_sentence(rows: Sequence[AreaRow]) -> str:
    """By name and code; of many the first, and how many more."""
    names = [
        _("%(name)s (%(code)s)") % {"name": _label(row), "code": row.code}
        for row in rows[:MOST_NAMED]
    ]
    said = _(", ").join(names)
    if len(rows) <= MOST_NAMED:
        return said
    return _("%(names)s and %(more)s more") % {"names": said, "more": len(rows) - MOST_NAMED}


def _label(row: AreaRow) -> str:
    return Area(name=row.name, name_en=row.name_en).label
