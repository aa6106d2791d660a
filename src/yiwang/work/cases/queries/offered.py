"""The case types that are offered, in two levels."""

from collections import defaultdict
from dataclasses import dataclass

from yiwang.work.cases.models import CaseType
from yiwang.work.cases.models.case_type import STAFF
from yiwang.work.cases.procedures import Procedure


@dataclass(frozen=True, slots=True)
class Offered:
    """A first-level type with those below it. All carry `key`, `name`, `name_en`, `hint`."""

    kind: CaseType
    below: tuple[CaseType, ...]


def offered_types(channel: str = "") -> list[Offered]:
    """In the order the pack gives them, in one query: those that may begin by this channel, or by
    any. A heading with nothing below it that may is left out."""
    tops = _all_offered()
    if not channel:
        return tops
    fitting = [
        Offered(top.kind, tuple(kind for kind in top.below if kind.begins_by(channel)))
        for top in tops
    ]
    return [
        top
        for top, whole in zip(fitting, tops, strict=True)
        if top.below or (not whole.below and top.kind.begins_by(channel))
    ]


def types_of_staff() -> list[Offered]:
    """Those that staff alone begin, of their own accord."""
    return [
        Offered(top.kind, tuple(kind for kind in top.below if kind.who_begins == STAFF))
        for top in _all_offered()
        if STAFF in {kind.who_begins for kind in (top.kind, *top.below)}
    ]


def types_by(procedure: Procedure) -> list[Offered]:
    """Those of them that may be begun by a procedure, under their headings."""
    narrowed = (
        Offered(top.kind, tuple(kind for kind in top.below if procedure.fits(kind)))
        for top in types_of_staff()
    )
    return [top for top in narrowed if top.below]


def _all_offered() -> list[Offered]:
    below: dict[int, list[CaseType]] = defaultdict(list)
    tops: list[CaseType] = []
    for each in _OFFERED.order_by("position", "id"):
        if each.parent_id is None:
            tops.append(each)
        else:
            below[each.parent_id].append(each)
    return [Offered(top, tuple(below[top.pk])) for top in tops]


_OFFERED = CaseType.objects.select_related("parent").filter(is_offered=True)
