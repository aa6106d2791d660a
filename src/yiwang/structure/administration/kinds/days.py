"""The list of days on which a working calendar differs from its week: holidays, make-up days."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.clocks.actions.change_days import SUBJECT, Dated, change_days
from yiwang.foundation.clocks.models import CalendarDay
from yiwang.foundation.clocks.queries import all_calendars, all_days
from yiwang.foundation.clocks.spans import spans_of
from yiwang.foundation.clocks.specs import DaySpec
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import NO, YES, As, Column, Reference
from yiwang.foundation.sheets.described import Act, EndedByAYes, Given, Key, Row, RowChange, Wrong
from yiwang.foundation.sheets.names import day_said
from yiwang.foundation.sheets.telling import tellings
from yiwang.structure.administration.hours import not_hours, said_spans, written_spans
from yiwang.structure.administration.policies import keeping_the_whole
from yiwang.structure.posts.powers import PUBLISH_RULES


def _named(keys: Collection[str]) -> Mapping[str, str]:
    return {key: name for key, name in all_calendars() if key in keys}


A_CALENDAR = Reference(
    named=_named,
    offered=all_calendars,
    missing=gettext_lazy("There is no calendar “%(value)s”: choose one from the list."),
)


class Days(EndedByAYes):
    key = "days"
    title = gettext_lazy("Days that differ")
    about = gettext_lazy(
        "Holidays and make-up working days as the State Council announces them each November, and "
        "days of a locality. What runs is reckoned anew within minutes."
    )
    icon = "calendar"
    subject = SUBJECT
    columns = (
        Column(
            "calendar", gettext_lazy("Calendar"), gettext_lazy("The key of the calendar."),
            is_key=True, is_needed=True, longest=60, refers=A_CALENDAR, example="cn",
        ),
        Column(
            "day", gettext_lazy("Day"), kind=As.DAY, is_key=True, is_needed=True,
            example="2027-02-06",
        ),
        Column(
            "is_working", gettext_lazy("Working day"),
            gettext_lazy("Yes: people work on it (make-up day). No: a holiday."),
            kind=As.YES_NO, is_needed=True,
        ),
        Column("name", gettext_lazy("Name of the day"), longest=60, example="春节"),
        Column(
            "spans", gettext_lazy("Hours, when others than usual"),
            gettext_lazy("For a working day only: 08:30-12:00 13:00-16:00. Empty: as usual."),
            longest=100,
        ),
        Column("source", gettext_lazy("Announced in"), longest=120),
        Column(
            "is_over", gettext_lazy("An ordinary day again"),
            gettext_lazy("Yes: the day does not differ any more."),
            kind=As.YES_NO, is_always_filled=True,
        ),
    )  # fmt: skip

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping_the_whole(actor, on, PUBLISH_RULES)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = all_days()
        if keys is None:
            return _as_rows(found)
        wanted = set(keys)
        near = found.filter(day__in={key[1] for key in keys})
        return (row for row in _as_rows(near) if self.key_of(row) in wanted)

    def count(self) -> int:
        return all_days().count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = all_days().order_by("-day", "calendar__key")
        if after:
            calendar, day = after.split("\t")
            found = found.filter(Q(day__lt=day) | Q(day=day, calendar__key__gt=calendar))
        named = Q(name__icontains=sought) | Q(calendar__key=sought)
        return list(_as_rows((found.filter(named) if sought else found)[:most]))

    def called(self, row: Row) -> str:
        return " ".join(filter(None, (day_said(row["day"]), row["name"])))

    def record_id(self, key: Key) -> int | None:
        found = all_days().filter(calendar__key=key[0], day=key[1])
        return found.values_list("pk", flat=True).first()

    def wrong(self, given: Given) -> Iterator[Wrong]:
        for change in given.changes:
            row = change.after
            if not row["spans"]:
                continue
            if row["is_working"] == NO:
                yield Wrong(change.key, "spans", _("A holiday has no hours: leave them empty."))
            try:
                spans_of(written_spans(row["spans"]))
            except ValueError as fault:
                yield Wrong(change.key, "spans", not_hours(fault))

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        days = [_dated(change.after) for change in changes]
        told = tellings(self, changes, act.upload)
        by_day = {(key[0], date.fromisoformat(key[1])): each for key, each in told.items()}
        change_days(days, by_day, actor=act.actor, now=act.now)


def _as_rows(found: QuerySet[CalendarDay]) -> Iterator[Row]:
    for each in found.select_related("calendar"):
        yield {
            "calendar": each.calendar.key,
            "day": each.day.isoformat(),
            "is_working": YES if each.is_working else NO,
            "name": each.name,
            "spans": said_spans(each.spans or ()),
            "source": each.source,
            "is_over": NO,
        }


def _dated(row: Row) -> Dated:
    on, works = date.fromisoformat(row["day"]), row["is_working"] == YES
    spans = written_spans(row["spans"]) if row["spans"] else None
    day = DaySpec(on, works, row["name"], spans, row["source"])
    return Dated(row["calendar"], on, None if row["is_over"] == YES else day)
