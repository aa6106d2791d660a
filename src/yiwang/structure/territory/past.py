"""A net as it was on a day: the areas that were valid then, each as it was, from what every version
replaced. A day on which nothing changed has the state of the last version before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.models import Net, NetVersion

# What an area was in a version is what the first one after it replaced; else it is so still.
_THEN = """
    WITH RECURSIVE former AS (
        SELECT DISTINCT ON (s.area_id) s.*
        FROM territory_formerstate s JOIN territory_netversion v ON v.id = s.until_id
        WHERE v.net_id = %(net)s AND v.number > %(revision)s
        ORDER BY s.area_id, v.number
    ), at_that_time AS (
        SELECT a.id, a.code, coalesce(f.name, a.name) AS name,
            coalesce(f.name_en, a.name_en) AS name_en, coalesce(f.level, a.level) AS level,
            CASE WHEN f.id IS NULL THEN a.parent_id ELSE f.parent_id END AS parent_id,
            CASE WHEN f.id IS NULL THEN a.geometry ELSE f.geometry END AS geometry
        FROM territory_area a LEFT JOIN former f ON f.area_id = a.id
        WHERE a.net_id = %(net)s AND a.valid_from <= %(on)s
          AND (a.valid_to IS NULL OR a.valid_to > %(on)s)
    )
"""
_NAMED = "t.id, t.code, t.name, t.name_en, t.level, t.parent_id"
_BELOW = f"""{_THEN}
    SELECT {_NAMED}, EXISTS (SELECT FROM at_that_time b WHERE b.parent_id = t.id)
    FROM at_that_time t
    WHERE t.parent_id IS NOT DISTINCT FROM %(parent)s AND t.code > %(after)s
    ORDER BY t.code LIMIT %(most)s
"""  # noqa: S608  constants only
_PATH = f"""{_THEN}, up AS (
        SELECT t.*, 0 AS height FROM at_that_time t
        WHERE t.code = %(code)s OR t.id = %(area)s
        UNION ALL
        SELECT t.*, up.height + 1 FROM at_that_time t JOIN up ON t.id = up.parent_id
    )
    SELECT {_NAMED}, true FROM up t ORDER BY t.height DESC
"""  # noqa: S608  constants only
_DRAWN = f"""{_THEN}
    SELECT t.id, t.level, t.parent_id, t.geometry FROM at_that_time t
    WHERE t.geometry IS NOT NULL ORDER BY t.id
"""  # noqa: S608  constants only
_ABOVE = f"{_THEN} SELECT t.id, t.parent_id FROM at_that_time t"  # noqa: S608  constants only
_SOME = f"""{_THEN}
    SELECT t.id, t.name, t.name_en, t.geometry FROM at_that_time t WHERE t.id = ANY(%(ids)s)
"""  # noqa: S608  constants only


@dataclass(frozen=True, slots=True)
class Past:
    """The state of a net in one of its former versions. `on` is the day it took effect on."""

    net: Net
    revision: int
    on: date


@dataclass(frozen=True, slots=True)
class AreaThen:
    """An area as it was."""

    pk: int
    code: str
    name: str
    name_en: str
    level: str
    parent_id: int | None
    has_below: bool

    @property
    def label(self) -> str:
        """The name in the reader's language; the official one where there is no other."""
        is_english = (get_language() or "").startswith("en")
        return self.name_en if self.name_en and is_english else self.name

    @property
    def area(self) -> "AreaThen":
        """Itself, as a step of a list (see `browsing.py`)."""
        return self


def days_of_change(net: Net) -> list[NetVersion]:
    """The last version of each day on which the net changed, the first day first."""
    found = NetVersion.objects.filter(net=net, state="in_force").order_by("number")
    return list({each.takes_effect_on: each for each in found}.values())


def past_on(net: Net, on: date) -> Past | None:
    """The state of a net on a day; None: it is the present one. Raises Invalid for a day before
    its first version."""
    found = NetVersion.objects.filter(net=net, state="in_force", takes_effect_on__lte=on)
    version = found.order_by("-number").first()
    if version is None:
        raise Invalid({"on": _before(net)})
    return past_in(net, version.number or 0)


def past_in(net: Net, revision: int) -> Past | None:
    """The state in a version; None: it is the present one, or there is no such version."""
    if revision == net.revision:
        return None
    version = NetVersion.objects.filter(net=net, state="in_force", number=revision).first()
    return None if version is None else Past(net, revision, version.takes_effect_on)


def _before(net: Net) -> str:
    first = NetVersion.objects.filter(net=net, state="in_force").order_by("number").first()
    if first is None:
        return _("Nothing is known of this net yet.")
    day = {"day": date_format(first.takes_effect_on, "Y-m-d")}
    return _("The net is known from %(day)s on: choose that day or a later one.") % day


def below_then(past: Past, parent: int | None, after: str, most: int) -> list[AreaThen]:
    """The areas that lay directly below one, or the tops, in the order of codes after one."""
    return list(_areas(_BELOW, past, parent=parent, after=after, most=most))


def path_then(past: Past, code: str = "", area_id: int | None = None) -> list[AreaThen]:
    """The area that had this code (or has this id) and all above it, top first; empty: there was
    none then."""
    return list(_areas(_PATH, past, code=code, area=area_id))


def drawn_then(past: Past) -> list[tuple[int, str, int | None, bytes]]:
    """Id, level, parent and boundary of every area that was drawn."""
    return [(*named, bytes(geometry)) for *named, geometry in _rows(_DRAWN, past)]


def parents_then(past: Past) -> dict[int, int | None]:
    """Area -> the one above it."""
    return dict(_rows(_ABOVE, past))


def some_then(past: Past, ids: Sequence[int]) -> list[tuple[int, str, str, bytes]]:
    """Id, names and boundary of these areas."""
    found = _rows(_SOME, past, ids=list(ids)) if ids else []
    return [(pk, name, name_en, bytes(geometry or b"")) for pk, name, name_en, geometry in found]


def _areas(statement: str, past: Past, **values: Any) -> Iterator[AreaThen]:
    return (AreaThen(*row) for row in _rows(statement, past, **values))


def _rows(statement: str, past: Past, **values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        given = {"net": past.net.pk, "revision": past.revision, "on": past.on, **values}
        cursor.execute(statement, given)
        return list(cursor.fetchall())
