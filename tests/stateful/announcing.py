"""Working days as they are announced while cases are under way."""

from collections.abc import Mapping
from datetime import date, datetime

from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.models import Calendar
from yiwang.foundation.clocks.specs import CalendarSpec, DaySpec
from yiwang.foundation.records.actor import SYSTEM

HEADER = ("key", "name", "name_en", "week", "announced_from", "announced_through", "timezone")


def announced() -> dict[date, DaySpec]:
    """The days that differ from the week, as they are stored."""
    return {
        each.day: DaySpec(each.day, each.is_working, each.name, each.spans, each.source)
        for each in _calendar().days.all()
    }


def announce(days: Mapping[date, DaySpec], now: datetime) -> None:
    """From now on these are the days of the calendar that everybody counts by."""
    calendar = _calendar()
    spec = CalendarSpec(**{name: getattr(calendar, name) for name in HEADER})
    load_calendar(spec, list(days.values()), actor=SYSTEM, now=now)


def _calendar() -> Calendar:
    return Calendar.objects.get(key="cn")
