"""Load a working calendar: what differs from what is stored changes, and only that."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.clocks.checks import check_calendar
from yiwang.foundation.clocks.models import Calendar, CalendarDay
from yiwang.foundation.clocks.specs import CalendarSpec, DaySpec
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record

DAY_FIELDS = ["is_working", "name", "spans", "source"]


@transaction.atomic
def load_calendar(
    spec: CalendarSpec,
    days: Sequence[DaySpec],
    *,
    actor: Actor,
    now: datetime,
    by_hand: Collection[int] = (),
) -> Change:
    """Make the stored calendar what `spec` and `days` say; days no longer named are removed. One
    whose id is among those changed `by_hand` stays as it is.

    Refuses spans, zones and ranges that cannot be reckoned with. Loading the same again changes
    and records nothing. What runs on it is reckoned anew by a reader of the record, soon after.
    """
    check_calendar(spec, days)
    calendar, is_new = Calendar.objects.select_for_update().get_or_create(
        key=spec.key, defaults=_header(spec)
    )
    was = _header(calendar)
    if calendar.pk in by_hand:
        is_same = was == _header(spec) and _days_of(calendar) == {d.day: _day(d) for d in days}
        return change_of("calendar", kept=[] if is_same else [spec.name])
    change = _load_days(calendar, days)
    differs = was != _header(spec)
    if not (is_new or differs or change):
        return change
    _revise(calendar, spec, is_new)
    told: dict[str, Any] = {"before": _json(was), "after": _json(_header(spec))}
    record(
        "clocks.calendar.loaded",
        subject=("clocks.calendar", calendar.pk),
        actor=actor,
        at=now,
        key=spec.key,
        revision=calendar.revision,
        days={"added": change.added, "changed": change.changed, "ended": change.ended},
        **({} if is_new or not differs else told),
    )
    return _with_calendar(change, spec.key, is_new=is_new, differs=differs)


def _load_days(calendar: Calendar, days: Sequence[DaySpec]) -> Change:
    stored = {row.day: row for row in calendar.days.all()}
    wanted = {spec.day: _day(spec) for spec in days}
    added = [day for day in wanted if day not in stored]
    ended = [day for day in stored if day not in wanted]
    changed = [day for day in wanted if day in stored and _day(stored[day]) != wanted[day]]
    for day in changed:
        for field, value in wanted[day].items():
            setattr(stored[day], field, value)
    CalendarDay.objects.bulk_create(
        CalendarDay(calendar=calendar, day=day, **wanted[day]) for day in added
    )
    CalendarDay.objects.bulk_update([stored[day] for day in changed], DAY_FIELDS)
    if ended:
        calendar.days.filter(day__in=ended).delete()
    return change_of("calendar", *(_names(each) for each in (added, changed, ended)))


def _revise(calendar: Calendar, spec: CalendarSpec, is_new: bool) -> None:
    for field, value in _header(spec).items():
        setattr(calendar, field, value)
    calendar.revision += not is_new
    calendar.save()


def _with_calendar(change: Change, key: str, *, is_new: bool, differs: bool) -> Change:
    """The change of the days, and of the calendar itself when that was new or changed."""
    return Change(
        change.kind,
        change.added + is_new,
        change.changed + (differs and not is_new),
        change.ended,
        ((f"+ {key}",) if is_new else (f"~ {key}",) if differs else ()) + change.names,
    )


def _header(source: CalendarSpec | Calendar) -> dict[str, Any]:  # values of several types
    return {
        "name": source.name,
        "name_en": source.name_en,
        "timezone": source.timezone,
        "week": _lists(source.week),
        "announced_from": source.announced_from,
        "announced_through": source.announced_through,
    }


def _days_of(calendar: Calendar) -> dict[date, dict[str, Any]]:  # as of one day
    return {row.day: _day(row) for row in calendar.days.all()}


def _day(source: DaySpec | CalendarDay) -> dict[str, Any]:  # values of several types
    return {
        "is_working": source.is_working,
        "name": source.name,
        "spans": None if source.spans is None else _lists([source.spans])[0],
        "source": source.source,
    }


def _lists(days: Iterable[Iterable[Iterable[str]]]) -> list[list[list[str]]]:
    return [[list(span) for span in day] for day in days]


def _json(header: dict[str, Any]) -> dict[str, Any]:  # values of several types
    return {field: value if field == "week" else str(value) for field, value in header.items()}


def _names(days: Iterable[object]) -> list[str]:
    return sorted(str(day) for day in days)
