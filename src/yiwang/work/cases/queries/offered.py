"""The case types that are offered, in two levels."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from yiwang.foundation.configuration.kept import steady
from yiwang.work.cases.beginning import Beginner, is_of_staff
from yiwang.work.cases.case_types import offered_in_order
from yiwang.work.cases.models import CaseType
from yiwang.work.cases.procedures import Procedure


@dataclass(frozen=True, slots=True)
class Offered:
    """A first-level type with those below it. All carry `key`, `name`, `name_en`, `hint`."""

    kind: CaseType
    below: tuple[CaseType, ...]


@steady()
def offered_types(by: Beginner | None = None) -> list[Offered]:
    """In the order the pack gives them, in one query: those that they may begin, or all. A heading
    with nothing below it that they may is left out."""
    return _narrowed(by.may) if by else _all_offered()


@steady()
def types_of_staff(by: Beginner) -> list[Offered]:
    """Those that staff alone begin, and these may."""
    return _narrowed(lambda kind: is_of_staff(kind, by.now) and by.may(kind))


def types_by(procedure: Procedure, by: Beginner) -> list[Offered]:
    """Those of them that may be begun by a procedure, under their headings."""
    narrowed = (
        Offered(top.kind, tuple(kind for kind in top.below if procedure.fits(kind)))
        for top in types_of_staff(by)
    )
    return [top for top in narrowed if top.below]


def _narrowed(fits: Callable[[CaseType], bool]) -> list[Offered]:
    fitting = [(top, tuple(filter(fits, top.below))) for top in _all_offered()]
    return [
        Offered(top.kind, below)
        for top, below in fitting
        if below or (not top.below and fits(top.kind))
    ]


def _all_offered() -> list[Offered]:
    below: dict[int, list[CaseType]] = defaultdict(list)
    tops: list[CaseType] = []
    for each in offered_in_order():
        if each.parent_id is None:
            tops.append(each)
        else:
            below[each.parent_id].append(each)
    return [Offered(top, tuple(below[top.pk])) for top in tops]
