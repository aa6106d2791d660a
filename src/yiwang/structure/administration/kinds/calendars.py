"""The list of working calendars: when people work on each day of a week, and how far the holidays
are announced. Days that differ stand in a list of their own."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from zoneinfo import available_timezones

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.clocks.actions.change_calendars import SUBJECT, change_calendars
from yiwang.foundation.clocks.models import Calendar
from yiwang.foundation.clocks.queries import calendars_kept
from yiwang.foundation.clocks.spans import spans_of
from yiwang.foundation.clocks.specs import CalendarSpec
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import As, Column
from yiwang.foundation.sheets.described import Act, Given, Key, Row, RowChange, SheetKind, Wrong
from yiwang.foundation.sheets.telling import tellings
from yiwang.structure.administration.finding import named_like
from yiwang.structure.administration.hours import not_hours, said_spans, written_spans
from yiwang.structure.administration.policies import keeping_the_whole
from yiwang.structure.posts.powers import PUBLISH_RULES

USUAL_ZONE = "Asia/Shanghai"
WEEK = {
    "monday": gettext_lazy("Monday"),
    "tuesday": gettext_lazy("Tuesday"),
    "wednesday": gettext_lazy("Wednesday"),
    "thursday": gettext_lazy("Thursday"),
    "friday": gettext_lazy("Friday"),
    "saturday": gettext_lazy("Saturday"),
    "sunday": gettext_lazy("Sunday"),
}


class Calendars(SheetKind):
    key = "calendars"
    title = gettext_lazy("Calendars and their weeks")
    about = gettext_lazy(
        "When people work on each day of an ordinary week, by which time limits are reckoned, and "
        "up to which day the holidays are announced. What runs is reckoned anew within minutes."
    )
    icon = "calendar-week"
    subject = SUBJECT
    may_end = False
    columns = (
        Column(
            "key", gettext_lazy("Key"), gettext_lazy("By this rules name it; it never changes."),
            is_key=True, is_needed=True, longest=60, example="cn",
        ),
        Column("name", gettext_lazy("Name"), is_needed=True, longest=100, example="机关工作时间"),
        Column("name_en", gettext_lazy("English name"), longest=100),
        *(
            Column(
                key, title, gettext_lazy("Like 08:30-12:00 13:00-17:00; empty: nobody works."),
                longest=100, example="08:30-12:00 13:30-17:30",
            )
            for key, title in WEEK.items()
        ),
        Column(
            "announced_from", gettext_lazy("Holidays are announced from"), kind=As.DAY,
            is_needed=True, example="2026-01-01",
        ),
        Column(
            "announced_through", gettext_lazy("Holidays are announced through"), kind=As.DAY,
            is_needed=True, example="2026-12-31",
        ),
        Column(
            "timezone", gettext_lazy("Time zone"),
            gettext_lazy("Empty for a new one: that of Beijing."),
            longest=40, is_always_filled=True,
        ),
    )  # fmt: skip

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping_the_whole(actor, on, PUBLISH_RULES)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = calendars_kept()
        return _as_rows(found if keys is None else found.filter(key__in=[key[0] for key in keys]))

    def count(self) -> int:
        return calendars_kept().count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = named_like(calendars_kept().filter(key__gt=after), sought, code="key")
        return list(_as_rows(found[:most]))

    def record_id(self, key: Key) -> int | None:
        return calendars_kept().filter(key=key[0]).values_list("pk", flat=True).first()

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        return {**row, "timezone": row["timezone"] or USUAL_ZONE}

    def wrong(self, given: Given) -> Iterator[Wrong]:
        for change in given.changes:
            for column, sentence in _wrong(change.after):
                yield Wrong(change.key, column, sentence)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        told = {key[0]: each for key, each in tellings(self, changes, act.upload).items()}
        specs = [_spec(change.after) for change in changes]
        change_calendars(specs, told, actor=act.actor, now=act.now)


def _wrong(row: Row) -> Iterator[tuple[str, str]]:
    if not row["key"].replace("_", "").replace("-", "").isalnum() or not row["key"].isascii():
        yield "key", _("Use small letters, digits, - and _ alone, like cn.")
    for day in WEEK:
        try:
            spans_of(written_spans(row[day]))
        except ValueError as fault:
            yield day, not_hours(fault)
    if not any(row[day] for day in WEEK):
        yield "monday", _("On one day of the week at least people work.")
    if row["announced_from"] > row["announced_through"]:
        yield "announced_through", _("The announced range must end after it begins.")
    if row["timezone"] not in available_timezones():
        said = _("“%(zone)s” is no time zone. Use a name like Asia/Shanghai.")
        yield "timezone", said % {"zone": row["timezone"]}


def _as_rows(found: QuerySet[Calendar]) -> Iterator[Row]:
    for each in found:
        yield {
            "key": each.key,
            "name": each.name,
            "name_en": each.name_en,
            **{day: said_spans(spans) for day, spans in zip(WEEK, each.week, strict=True)},
            "announced_from": each.announced_from.isoformat(),
            "announced_through": each.announced_through.isoformat(),
            "timezone": each.timezone,
        }


def _spec(row: Row) -> CalendarSpec:
    return CalendarSpec(
        key=row["key"],
        name=row["name"],
        name_en=row["name_en"],
        week=[written_spans(row[day]) for day in WEEK],
        announced_from=date.fromisoformat(row["announced_from"]),
        announced_through=date.fromisoformat(row["announced_through"]),
        timezone=row["timezone"],
    )
