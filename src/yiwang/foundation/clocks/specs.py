"""A working calendar as it is written in packs and tables, and the arithmetic made from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from yiwang.foundation.clocks.spans import spans_of
from yiwang.foundation.clocks.working_time import WorkingTime

Written = Sequence[Sequence[str]]  # [["08:30", "12:00"], ["13:30", "17:30"]]


@dataclass(frozen=True, slots=True)
class CalendarSpec:
    """A calendar: seven days of spans from Monday, and the range whose holidays are announced."""

    key: str
    name: str
    week: Sequence[Written]
    announced_from: date
    announced_through: date
    timezone: str = "Asia/Shanghai"
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class DaySpec:
    """A day that differs from its weekday. `spans` None: works as an ordinary working day does."""

    day: date
    is_working: bool
    name: str = ""
    spans: Written | None = None
    source: str = ""


def working_time_of(spec: CalendarSpec, days: Iterable[DaySpec]) -> WorkingTime:
    """The arithmetic of a calendar whose spans were checked when it was loaded."""
    week = tuple(spans_of(written) for written in spec.week)
    ordinary = next(spans for spans in week if spans)
    return WorkingTime(
        week=week,
        days={
            day.day: (ordinary if day.spans is None else spans_of(day.spans))
            if day.is_working
            else ()
            for day in days
        },
        announced_from=spec.announced_from,
        announced_through=spec.announced_through,
        timezone=spec.timezone,
    )
