"""The four clock kinds, and a limit: a value on one of them (practice.md C.1)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ClockKind(StrEnum):
    """`urgent_hour` and `calendar_day` run round the clock; the other two in working time only."""

    URGENT_HOUR = "urgent_hour"
    WORK_HOUR = "work_hour"
    WORK_DAY = "work_day"
    CALENDAR_DAY = "calendar_day"


@dataclass(frozen=True, slots=True)
class Limit:
    """So much time on such a clock: `Limit(Decimal(3), ClockKind.WORK_DAY)`."""

    value: Decimal
    kind: ClockKind
