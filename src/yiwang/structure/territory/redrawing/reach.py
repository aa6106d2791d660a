"""Whether everything that a stroke changes lies within what its drawer redraws: areas of the
drawing, neighbours that moved along, and areas of other levels that it carries along.

How far a power reaches is known by posts, which stand above territory: they hand over a question.
"""

from collections.abc import Callable, Collection, Iterator

from django.utils.translation import gettext as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden
from yiwang.structure.territory.browsing import rows_by_code
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.naming import MOST_NAMED, in_sentence
from yiwang.structure.territory.redrawing.sheet import DrawnSheet
from yiwang.structure.territory.rows import AreaRow

# Those of some areas below which somebody does not draw, by id; None: the tops of the net.
Beyond = Callable[[Collection[int | None]], Collection[int | None]]


def refuse_beyond(
    before: DrawnSheet, after: DrawnSheet, *, actor: Actor, beyond: Beyond | None
) -> None:
    """Raises Forbidden, with the areas that change between these and are not the actor's to draw.
    Whoever does not say how far they reach draws nothing, the system itself excepted."""
    if actor.kind is ActorKind.SYSTEM:
        return
    changed = list(_changed(before, after))
    above = _ids_above(after, {row.parent_code or "" for row in changed})
    out = set(beyond(set(above.values())) if beyond else above.values())
    others = {row.code: row for row in changed if above[row.parent_code or ""] in out}
    if others:
        raise Forbidden(_sentence(after, sorted(others.values(), key=lambda row: row.code)))


def _changed(before: DrawnSheet, after: DrawnSheet) -> Iterator[AreaRow]:
    """Areas as they were and as they are, where that differs."""
    was, becomes = ({**sheet.rows, **sheet.carried} for sheet in (before, after))
    along = rows_by_code(after.net, becomes.keys() - was.keys())
    was |= {row.code: row for row in along}
    for code in was.keys() | becomes.keys():
        if was.get(code) != becomes.get(code):
            yield from (row for row in (was.get(code), becomes.get(code)) if row is not None)


def _ids_above(sheet: DrawnSheet, codes: Collection[str]) -> dict[str, int | None]:
    """The ids of areas by code; of one that the drawing adds, that of the area above it."""
    lies_below = {code: sheet.rows[code].parent_code or "" for code in codes if code in sheet.rows}
    wanted = {*codes, *lies_below.values()}
    here = Area.objects.filter(net=sheet.net, valid_to=None, code__in=wanted)
    ids = dict(here.values_list("code", "pk"))
    return {code: ids.get(code, ids.get(lies_below.get(code, ""))) for code in codes}


def _sentence(sheet: DrawnSheet, others: Collection[AreaRow]) -> str:
    above = {row.parent_code for row in others if row.parent_code}
    asked = Area.objects.filter(net=sheet.net, valid_to=None, code__in=above).order_by("code")
    known = _(", ").join(area.label for area in asked[:MOST_NAMED])
    sentence = _(
        "This would change %(areas)s too, and you do not redraw the nets there. Leave their "
        "borders where they are, or ask those who redraw %(above)s to draw it."
    )
    return sentence % {"areas": in_sentence(list(others)), "above": known or _("the whole net")}
