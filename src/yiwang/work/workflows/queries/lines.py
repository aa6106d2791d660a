"""What lists show of clocks and steps: plain values in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext as _

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.sides import SIDES
from yiwang.work.workflows.wording import in_words

CLOCK_FIELDS = (
    "purpose",
    "kind",
    "limit",
    "state",
    "started_at",
    "near_at",
    "due_at",
    "ended_at",
)


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A clock as read. `light(clock, now)` and `fraction(clock, now)` draw it."""

    purpose: str  # acknowledge, resolve
    kind: str
    limit: Decimal
    state: str
    started_at: datetime
    near_at: datetime
    due_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, clock: Clock) -> Self:
        return cls(*(getattr(clock, name) for name in CLOCK_FIELDS))

    @classmethod
    def of_row(cls, row: Mapping[str, Any], prefix: str) -> Self:
        return cls(*(row[f"{prefix}{name}"] for name in CLOCK_FIELDS))


def step_in_words(definition: Definition, step: str, role: str) -> str:
    """The step as people call it; orders, returned tasks and disputes have names of their own."""
    if side := SIDES.get(role):
        return str(side.name)
    if role == "coordinator":
        return _("Decide about a returned task")
    if role == "arbiter":
        return _("Arbitrate a disputed return")
    known = definition.steps[step]
    return in_words(known.name, known.name_en)
