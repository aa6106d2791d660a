"""Calling departments in a form: by which whistle, and what is asked of each one alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.utils.translation import gettext as _

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.refusals import Invalid
from yiwang.portals.casework.typed import text_of
from yiwang.work.workflows.subjects import Ask

CLOCKS = ("work_day", "work_hour", "urgent_hour", "calendar_day")
LONGEST_NUMBER = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """What was typed for one office; empty: as for all."""

    demand: str = ""
    value: str = ""
    clock: str = CLOCKS[0]

    @property
    def is_empty(self) -> bool:
        return not (self.demand or self.value)


def asked_by(post: QueryDict, organizations: Sequence[int]) -> dict[int, Asked]:
    """What the form says of each office chosen."""
    return {each: asked for each in organizations if not (asked := _asked(post, each)).is_empty}


def asks_of(asked: Mapping[int, Asked]) -> dict[int, Ask]:
    """The same as the action takes it. Refuses (Invalid) a limit that is no number."""
    return {each: Ask(one.demand, _limit(one)) for each, one in asked.items()}


def _asked(post: QueryDict, organization_id: int) -> Asked:
    clock = post.get(f"clock-{organization_id}", "")
    return Asked(
        demand=text_of(post, f"demand-{organization_id}", 501),
        value=text_of(post, f"limit-{organization_id}", LONGEST_NUMBER),
        clock=clock if clock in CLOCKS else CLOCKS[0],
    )


def _limit(asked: Asked) -> Limit | None:
    if not asked.value:
        return None
    try:
        value = Decimal(asked.value)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        sentence = _("“%(given)s” is no number. Give the time like 2 or 0.5.")
        raise Invalid({"organizations": sentence % {"given": asked.value}})
    return Limit(value, ClockKind(asked.clock))
