"""The list of typed-in figures: by a form or a table, with source, corrections and history."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import NO, YES, As, Column, Reference
from yiwang.foundation.sheets.described import Act, EndedByAYes, Given, Key, Row, RowChange, Wrong
from yiwang.foundation.sheets.telling import tellings
from yiwang.insight.statistics.actions.enter_statistics import (
    SUBJECT,
    Entered,
    Of,
    enter_statistics,
)
from yiwang.insight.statistics.models import Statistic
from yiwang.insight.statistics.queries import figures_in_force
from yiwang.insight.statistics.series import all_series
from yiwang.structure.administration.areas import AN_AREA, code_of
from yiwang.structure.administration.kinds.organizations import A_BODY
from yiwang.structure.administration.places import Places, places_of
from yiwang.structure.administration.policies import (
    NOT_THE_WHOLE,
    NOT_THIS_AREA,
    beyond,
    keeping,
    keeps_the_whole,
)
from yiwang.structure.posts.powers import ENTER_FIGURES

MOST = Decimal(10) ** 13


def _named(keys: Collection[str]) -> Mapping[str, str]:
    return {key: each.name for key, each in all_series().items() if key in keys}


def _offered() -> Iterable[tuple[str, str]]:
    return [(each.key, each.name) for each in all_series().values()]


A_SERIES = Reference(
    named=_named,
    offered=_offered,
    missing=gettext_lazy("There is no figure “%(value)s”: choose one from the list."),
)


class Statistics(EndedByAYes):
    key = "statistics"
    title = gettext_lazy("Figures from outside")
    about = gettext_lazy(
        "What no case knows: accidents, alarms, visits, residents. Typed in by area or body and "
        "period, with the source. A correction keeps what was there before."
    )
    icon = "abacus"
    subject = SUBJECT
    columns = (
        Column(
            "series", gettext_lazy("Figure"), gettext_lazy("The key of the kind of figure."),
            is_key=True, is_needed=True, longest=40, refers=A_SERIES, example="accidents",
        ),
        Column("name", gettext_lazy("Name of the figure"), is_for_reading=True),
        Column(
            "organization", gettext_lazy("Body it is of"),
            gettext_lazy("Of a body: its code, and no area."),
            is_key=True, longest=60, refers=A_BODY,
        ),
        Column(
            "area", gettext_lazy("Area it is of"),
            gettext_lazy("Of an area: its code, and no body."), is_key=True, longest=80,
            refers=AN_AREA, example="440306024",
        ),
        Column(
            "first", gettext_lazy("First day of the period"), kind=As.DAY, is_key=True,
            is_needed=True, example="2026-10-01",
        ),
        Column(
            "last", gettext_lazy("Last day of the period"),
            gettext_lazy("That day included. Of how something stands on a day: the same day."),
            kind=As.DAY, is_key=True, is_needed=True, example="2026-10-31",
        ),
        Column(
            "value", gettext_lazy("Figure, as a number"),
            gettext_lazy("Digits, with a point for parts: 12 or 38.5."),
            is_needed=True, longest=20, example="12",
        ),
        Column("unit", gettext_lazy("Unit"), is_for_reading=True),
        Column(
            "source", gettext_lazy("Source"),
            gettext_lazy("The office it comes from, and the paper it stands in."),
            is_needed=True, longest=300, example="区应急局 2026年10月快报",
        ),
        Column(
            "reason", gettext_lazy("Why it was corrected"),
            gettext_lazy("Needed when a figure or its source changes."), longest=300,
        ),
        Column(
            "is_over", gettext_lazy("Take back"),
            gettext_lazy("Yes: it was typed in by mistake and does not count."),
            kind=As.YES_NO, is_always_filled=True,
        ),
    )  # fmt: skip

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping(actor, on, ENTER_FIGURES)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = figures_in_force()
        if keys is None:
            return _as_rows(found)
        wanted = set(keys)
        near = found.filter(series__in={key[0] for key in keys}, first__in=_days(keys))
        return (row for row in _as_rows(near) if self.key_of(row) in wanted)

    def count(self) -> int:
        return figures_in_force().count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = figures_in_force().order_by("-pk")
        if after.isdecimal():
            found = found.filter(pk__lt=int(after))
        if sought:
            named = [key for key, each in all_series().items() if sought in each.name]
            found = found.filter(Q(series__in=[*named, sought]) | Q(area__code=sought))
        return list(_as_rows(found[:most]))

    def mark_of(self, row: Row) -> str:
        return row["mark"]

    def called(self, row: Row) -> str:
        days = f"{row['first']}–{row['last']}" if row["first"] != row["last"] else row["last"]
        parts = (row.get("name") or row["series"], row["area"] or row["organization"], days)
        return " ".join(filter(None, parts))

    def record_id(self, key: Key) -> int | None:
        near = figures_in_force(key[0]).filter(first__in=_days([key]))
        rows = (row for row in _as_rows(near) if self.key_of(row) == key)
        return next((int(row["mark"]) for row in rows), None)

    def wrong(self, given: Given) -> Iterator[Wrong]:
        found = [each for change in given.changes for each in _wrong_row(change, given.on)]
        yield from found
        if not found:
            yield from _out_of_scope(given)
            yield from _twice(given.changes)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        places = places_of([change.key[:3] for change in changes])
        entered = {change.key: _entered(change, places) for change in changes}
        told = tellings(self, changes, act.upload)
        enter_statistics(
            list(entered.values()),
            {entered[key].of: each for key, each in told.items()},
            actor=act.actor,
            now=act.now,
        )


def number_of(text: str) -> Decimal | None:
    """The number that a cell writes; None where it writes none that can be kept."""
    try:
        number = Decimal(text.replace(",", "").replace("，", "").removesuffix("%"))
    except InvalidOperation:
        return None
    fits = number.is_finite() and 0 <= number < MOST
    return number if fits and number == round(number, 4) else None


def _wrong_row(change: RowChange, on: date) -> Iterator[Wrong]:
    row, key = change.after, change.key
    if bool(row["area"]) == bool(row["organization"]):
        yield Wrong(key, "area", _("Name one area or one body, not both and not none."))
    if row["last"] < row["first"]:
        yield Wrong(key, "last", _("It ends before it begins: correct one of the days."))
    elif row["last"] > on.isoformat():
        yield Wrong(key, "last", _("It is not over yet: type it in when it is."))
    if number_of(row["value"]) is None:
        said = _("“%(value)s” is no number that can be kept: digits, at most four after the point.")
        yield Wrong(key, "value", said % {"value": row["value"][:20]})
    before = change.before
    if before and row["is_over"] == NO and not _says_why(before, row):
        yield Wrong(key, "reason", _("Say why it is corrected; the former figure is kept."))


def _says_why(before: Row, after: Row) -> bool:
    is_same = (before["value"], before["source"]) == (after["value"], after["source"])
    return is_same or bool(after["reason"] and after["reason"] != before["reason"])


def _out_of_scope(given: Given) -> Iterator[Wrong]:
    places = places_of([change.key[:3] for change in given.changes])
    areas = {change.key: places.area_of(change.key[:3]) for change in given.changes}
    known = {pk for pk in areas.values() if pk}
    foreign = beyond(known, given.actor, given.on, ENTER_FIGURES)
    whole = keeps_the_whole(given.actor, given.on, ENTER_FIGURES)
    for key, area in areas.items():
        if area in foreign:
            yield Wrong(key, "area" if key[2] else "organization", str(NOT_THIS_AREA))
        elif area is None and not whole:
            yield Wrong(key, "organization", str(NOT_THE_WHOLE))


def _twice(changes: Sequence[RowChange]) -> Iterator[Wrong]:
    """Days that are typed in already, as part of another time: they would count twice."""
    places = places_of([change.key[:3] for change in changes])
    ofs = {change.key: _of(change, places) for change in changes}
    going = {of for change, of in zip(changes, ofs.values(), strict=True) if _goes(change)}
    there = {
        Of(each.series, each.area_id, each.organization_id, each.first, each.last)
        for each in figures_in_force().filter(series__in={of.series for of in ofs.values()})
    }
    kept = (there | set(ofs.values())) - going
    by_subject: dict[tuple[str, int | None, int | None], list[Of]] = {}
    for of in kept:
        by_subject.setdefault((of.series, of.area_id, of.organization_id), []).append(of)
    for change in changes:
        of = ofs[change.key]
        if of in going:
            continue
        for other in by_subject[of.series, of.area_id, of.organization_id]:
            if other != of and other.first <= of.last and of.first <= other.last:
                said = _("%(first)s to %(last)s is typed in already: these days would count twice.")
                words = {"first": other.first.isoformat(), "last": other.last.isoformat()}
                yield Wrong(change.key, "first", said % words)
                break


def _goes(change: RowChange) -> bool:
    return change.after["is_over"] == YES


def _of(change: RowChange, places: Places) -> Of:
    series, organization, area, first, last = change.key
    return Of(
        series,
        places.areas[area] if area else None,
        places.organizations[organization] if organization else None,
        date.fromisoformat(first),
        date.fromisoformat(last),
    )


def _entered(change: RowChange, places: Places) -> Entered:
    row = change.after
    return Entered(
        _of(change, places),
        number_of(row["value"]) or Decimal(0),
        row["source"],
        row["reason"],
        is_over=row["is_over"] == YES,
    )


def _days(keys: Collection[Key]) -> set[str]:
    return {key[3] for key in keys}


def _as_rows(found: QuerySet[Statistic]) -> Iterator[Row]:
    named = found.annotate(area_code=code_of()).values_list(
        "pk", "series", "organization__code", "area_code", "first", "last", "value", "source",
        "reason",
    )  # fmt: skip
    kinds = all_series()
    for pk, series, body, area, first, last, value, source, reason in named.iterator():
        kind = kinds.get(series)
        yield {
            "mark": str(pk),
            "series": series,
            "name": kind.name if kind else "",
            "unit": kind.unit if kind else "",
            "organization": body or "",
            "area": area or "",
            "first": first.isoformat(),
            "last": last.isoformat(),
            "value": f"{value.normalize():f}",
            "source": source,
            "reason": reason,
            "is_over": NO,
        }
