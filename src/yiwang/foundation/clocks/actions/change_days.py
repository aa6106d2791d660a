"""Change days of working calendars that an administrator named in a table or a form."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from yiwang.foundation.clocks.actions.load_calendar import load_calendar
from yiwang.foundation.clocks.models import Calendar, CalendarDay
from yiwang.foundation.clocks.queries import days_of
from yiwang.foundation.clocks.specs import CalendarSpec, DaySpec
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.telling import Telling, record_changes

SUBJECT = "clocks.day"


class Dated(NamedTuple):
    """A day of a calendar as it is to be; without `day` it is an ordinary one again."""

    calendar: str
    on: date
    day: DaySpec | None


@transaction.atomic
def change_days(
    days: Sequence[Dated],
    told: Mapping[tuple[str, date], Telling],
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Write the days; what runs by their calendar is reckoned anew soon after. A day beyond those
    that were announced moves the end of the announced range.

    Refuses (Invalid) spans that cannot be reckoned with. Called by `administration`.
    """
    ids = _ids(told)
    by_calendar: dict[str, list[Dated]] = defaultdict(list)
    for dated in days:
        by_calendar[dated.calendar].append(dated)
    for key, named in sorted(by_calendar.items()):
        calendar = Calendar.objects.select_for_update().get(key=key)
        whole = {each.day: each for each in days_of(calendar)}
        for dated in named:
            whole.pop(dated.on, None)
            if dated.day is not None:
                whole[dated.on] = dated.day
        load_calendar(_header(calendar, whole), list(whole.values()), actor=actor, now=now)
    ids |= _ids(told)
    record_changes(SUBJECT, {ids[key]: each for key, each in told.items()}, actor=actor, at=now)


def _ids(told: Mapping[tuple[str, date], Telling]) -> dict[tuple[str, date], int]:
    rows = CalendarDay.objects.filter(day__in={day for _key, day in told})
    found = rows.values_list("calendar__key", "day", "pk")
    return {(key, day): pk for key, day, pk in found}


def _header(calendar: Calendar, days: Mapping[date, DaySpec]) -> CalendarSpec:
    return CalendarSpec(
        key=calendar.key,
        name=calendar.name,
        week=calendar.week,
        announced_from=calendar.announced_from,
        announced_through=max([calendar.announced_through, *days]),
        timezone=calendar.timezone,
        name_en=calendar.name_en,
    )
