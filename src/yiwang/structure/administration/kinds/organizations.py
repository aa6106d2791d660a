"""The list of bodies, by code."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import As, Column, Reference
from yiwang.foundation.sheets.described import Act, Given, Key, Row, RowChange, SheetKind, Wrong
from yiwang.foundation.sheets.telling import tellings
from yiwang.structure.administration.areas import AN_AREA, area_ids, code_of
from yiwang.structure.administration.days import day_text, read_day
from yiwang.structure.administration.finding import named_like
from yiwang.structure.administration.opening import NAMES as OPEN
from yiwang.structure.administration.opening import (
    OPENING,
    opening_texts,
    services_kept,
    wrong_opening,
)
from yiwang.structure.administration.points import (
    KEPT,
    POINT,
    degrees_of,
    in_wgs84,
    point_texts,
    wrong_point,
)
from yiwang.structure.administration.policies import (
    NOT_THE_WHOLE,
    NOT_THIS_AREA,
    beyond,
    keeping,
    keeps_the_whole,
)
from yiwang.structure.organizations.actions.change_organizations import (
    SUBJECT,
    change_organizations,
)
from yiwang.structure.organizations.kinds import KINDS, STATES
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import all_organizations
from yiwang.structure.organizations.rows import OrganizationRow

COLUMNS = ("code", "name", "name_en", "kind", "function", "place", "state")
ENDING = ("temporary", "dissolved")


def names_of_bodies(codes: Collection[str]) -> dict[str, str]:
    """Code -> name, of those that there are."""
    return dict(all_organizations().filter(code__in=codes).values_list("code", "name"))


def _offered() -> Iterable[tuple[str, str]]:
    rows = all_organizations().exclude(state="dissolved").values_list("code", "name")
    return islice(rows.iterator(), 20_000)


A_BODY = Reference(
    named=names_of_bodies,
    offered=_offered,
    missing=gettext_lazy(
        "There is no organization with the code “%(value)s”: correct it, or add it first."
    ),
)


class Organizations(SheetKind):
    key = "organizations"
    title = gettext_lazy("Organizations")
    about = gettext_lazy(
        "Every body: departments, stations, committees, firms. One that ends is dissolved, never "
        "deleted: what it did stays readable."
    )
    icon = "building"
    subject = SUBJECT
    columns = (
        Column(
            "code",
            gettext_lazy("Code"),
            gettext_lazy("By this it is the same from year to year; never used twice."),
            longest=60,
            is_key=True,
            is_needed=True,
            example="CG-310112",
        ),
        Column(
            "name",
            gettext_lazy("Name"),
            gettext_lazy("The official name in full."),
            is_needed=True,
            example="闵行区城市管理局",
        ),
        Column("name_en", gettext_lazy("English name"), example="Minhang urban management"),
        Column(
            "kind",
            gettext_lazy("Kind"),
            gettext_lazy("What sort of body it is."),
            kind=As.CHOICE,
            choices=KINDS,
            is_open=True,
            is_needed=True,
            longest=40,
        ),
        Column(
            "function",
            gettext_lazy("Function"),
            gettext_lazy("What it does, as registers name it, to send cases there."),
            longest=40,
            example="urban_management",
            is_for_programs=True,
        ),
        Column(
            "area",
            gettext_lazy("Area (code)"),
            gettext_lazy("The area it serves; empty for a body outside."),
            longest=90,
            refers=AN_AREA,
            example="310112",
        ),
        Column("area_name", gettext_lazy("Area (name)"), is_for_reading=True),
        Column(
            "place",
            gettext_lazy("Place outside"),
            gettext_lazy("Where it sits, when it serves no area here."),
        ),
        *POINT,
        *OPENING,
        Column(
            "state",
            gettext_lazy("State"),
            gettext_lazy("A temporary or dissolved one needs a day of its end."),
            kind=As.CHOICE,
            is_always_filled=True,
            choices=STATES,
        ),
        Column(
            "valid_from",
            gettext_lazy("Valid from"),
            gettext_lazy("The first day; empty for a new one: today."),
            kind=As.DAY,
            is_always_filled=True,
        ),
        Column(
            "valid_to",
            gettext_lazy("Until (excluded)"),
            gettext_lazy("The first day on which it does not exist any more."),
            kind=As.DAY,
        ),
    )

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping(actor, on)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = all_organizations()
        if keys is None:
            return _as_rows(found.exclude(state="dissolved"))
        return _as_rows(found.filter(code__in=[key[0] for key in keys]))

    def count(self) -> int:
        return all_organizations().exclude(state="dissolved").count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = named_like(all_organizations().filter(code__gt=after), sought)
        return list(_as_rows(found[:most]))

    def record_id(self, key: Key) -> int | None:
        return all_organizations().filter(code=key[0]).values_list("pk", flat=True).first()

    def record_ids(self, keys: Collection[Key]) -> dict[Key, int]:
        named = all_organizations().filter(code__in=[key[0] for key in keys])
        return {(code,): pk for code, pk in named.values_list("code", "pk")}

    def as_kept(self, values: dict[str, str]) -> dict[str, str]:
        return in_wgs84(values)

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        state = row["state"] or "active"
        until = row["valid_to"] or (on.isoformat() if state == "dissolved" else "")
        begins = row["valid_from"] or on.isoformat()
        said = {"state": state, "valid_from": begins, "valid_to": until}
        return {**row, **said, "datum": row["datum"] or KEPT}

    def ended(self, row: Row, on: date) -> Row | None:
        if row["state"] == "dissolved":
            return None
        until = max(on.isoformat(), row["valid_from"])
        return {**row, "state": "dissolved", "valid_to": until}

    def has_ended(self, change: RowChange) -> bool:
        before = change.before["state"] if change.before else ""
        return change.after["state"] == "dissolved" != before

    def wrong(self, given: Given) -> Iterator[Wrong]:
        yield from _wrong_days(given.changes)
        for change in given.changes:
            yield from wrong_point(change.key, change.after)
        yield from wrong_opening(given.changes, given.on)
        yield from _wrong_scope(given)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        ids = area_ids({change.after["area"] for change in changes})
        rows = [_row(change.after, ids) for change in changes]
        told = {key[0]: each for key, each in tellings(self, changes, act.upload).items()}
        change_organizations(rows, told, actor=act.actor, now=act.now)


def _as_rows(found: QuerySet[Organization]) -> Iterator[Row]:
    named = found.annotate(area_code=code_of(), area_label=F("area__name"))
    fields = (*COLUMNS, *OPEN, "lng", "lat", "area_code", "area_label", "valid_from", "valid_to")
    for values in named.values(*fields).iterator():
        yield _as_row(values)


def _as_row(values: dict[str, Any]) -> Row:  # values of several types
    days = {name: day_text(values[name]) for name in ("valid_from", "valid_to")}
    area = {"area": values["area_code"] or "", "area_name": values["area_label"] or ""}
    point = point_texts(values["lng"], values["lat"])
    own = {name: values[name] for name in COLUMNS}
    return {**own, **area, **point, **opening_texts(values), **days}


def _row(row: Row, ids: dict[str, int]) -> OrganizationRow:
    return OrganizationRow(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        name_en=row["name_en"],
        function=row["function"],
        place=row["place"],
        state=row["state"],
        area_id=ids.get(row["area"]),
        lng=degrees_of(row["lng"]),
        lat=degrees_of(row["lat"]),
        whereabouts=row["whereabouts"],
        hours=row["hours"],
        service_line=row["service_line"],
        services=services_kept(row),
        valid_from=read_day(row["valid_from"]),
        valid_to=read_day(row["valid_to"]),
    )


def _wrong_days(changes: Sequence[RowChange]) -> Iterator[Wrong]:
    for change in changes:
        row = change.after
        if row["valid_to"] and row["valid_from"] and row["valid_to"] < row["valid_from"]:
            said = _("It ends before it begins (%(day)s): correct one of the days.")
            yield Wrong(change.key, "valid_to", said % {"day": row["valid_from"]})
        if row["state"] in ENDING and not row["valid_to"]:
            said = _("Give the day of its end: a temporary or dissolved body has one.")
            yield Wrong(change.key, "valid_to", said)
        if row["area"] and row["place"]:
            said = _("It serves an area here, so leave the place outside empty.")
            yield Wrong(change.key, "place", said)


def _wrong_scope(given: Given) -> Iterator[Wrong]:
    """Where it was and where it would be must both be kept by who brings it."""
    sides = [
        (change.key, side.get("area", ""))
        for change in given.changes
        for side in (change.before, change.after)
        if side is not None
    ]
    ids = area_ids({area for _key, area in sides})
    foreign = beyond(set(ids.values()), given.actor, given.on)
    is_whole = keeps_the_whole(given.actor, given.on)
    for key, area in sides:
        if area and ids.get(area) in foreign:
            yield Wrong(key, "area", str(NOT_THIS_AREA))
        elif not area and not is_whole:
            yield Wrong(key, "area", str(NOT_THE_WHOLE))
