"""The list of links between bodies that are in force: who owns, manages, uses, guides whom …"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.columns import As, Column
from yiwang.foundation.sheets.described import Act, Given, Key, Row, RowChange, SheetKind, Wrong
from yiwang.foundation.sheets.names import with_code
from yiwang.foundation.sheets.telling import tellings
from yiwang.structure.administration.days import day_text, read_day
from yiwang.structure.administration.finding import named_like
from yiwang.structure.administration.kinds.organizations import A_BODY, names_of_bodies
from yiwang.structure.administration.policies import NOT_THIS_AREA, beyond, keeping
from yiwang.structure.organizations.actions.change_links import (
    SUBJECT,
    DatedLink,
    Ends,
    change_links,
)
from yiwang.structure.organizations.kinds import LINKS
from yiwang.structure.organizations.models import OrganizationLink
from yiwang.structure.organizations.queries import all_organizations, open_links

LADDERS = ("owns", "manages", "member_of")  # going up by one of these never comes round again


class Links(SheetKind):
    key = "links"
    title = gettext_lazy("Links between organizations")
    about = gettext_lazy(
        "Who owns, manages, uses, guides, houses or supports whom, and who belongs to whom. Only "
        "links in force are listed; one that has a day of its end is ended."
    )
    icon = "arrows-join"
    subject = SUBJECT
    columns = (
        Column(
            "source", gettext_lazy("From (code)"), is_key=True, is_needed=True, refers=A_BODY,
            longest=60, example="CG-310112",
        ),
        Column("source_name", gettext_lazy("From (name)"), is_for_reading=True),
        Column(
            "kind", gettext_lazy("Link"), kind=As.CHOICE, choices=LINKS, is_key=True,
            is_needed=True,
        ),
        Column(
            "target", gettext_lazy("To (code)"), is_key=True, is_needed=True, refers=A_BODY,
            longest=60, example="ZX-310112103",
        ),
        Column("target_name", gettext_lazy("To (name)"), is_for_reading=True),
        Column(
            "valid_from", gettext_lazy("Valid from"),
            gettext_lazy("Empty for a new one: today."), kind=As.DAY, is_always_filled=True,
        ),
        Column(
            "valid_to", gettext_lazy("Until (excluded)"),
            gettext_lazy("The first day without it."), kind=As.DAY,
        ),
    )  # fmt: skip

    def keeping(self, actor: Actor, on: date) -> Actor:
        return keeping(actor, on)

    def rows(self, keys: Collection[Key] | None = None) -> Iterable[Row]:
        found = open_links()
        if keys is not None:
            found = found.filter(source__code__in={key[0] for key in keys})
            wanted = set(keys)
            return (row for row in _as_rows(found) if self.key_of(row) in wanted)
        return _as_rows(found)

    def count(self) -> int:
        return open_links().count()

    def page(self, sought: str, after: str, most: int, actor: Actor, on: date) -> list[Row]:
        found = open_links()
        if after:
            source, kind, target = after.split("\t")
            later = Q(source__code=source, kind=kind, target__code__gt=target)
            later |= Q(source__code=source, kind__gt=kind) | Q(source__code__gt=source)
            found = found.filter(later)
        if sought:
            named = named_like(all_organizations(), sought).order_by().values("pk")
            found = found.filter(Q(source__in=named) | Q(target__in=named))
        return list(_as_rows(found[:most]))

    def called(self, row: Row) -> str:
        ends = (row.get(f"{end}_name") or row[end] for end in ("source", "target"))
        return f" {LINKS[row['kind']]} ".join(ends)

    def record_id(self, key: Key) -> int | None:
        source, kind, target = key
        found = open_links().filter(source__code=source, kind=kind, target__code=target)
        return found.values_list("pk", flat=True).first()

    def completed(self, row: dict[str, str], on: date) -> dict[str, str]:
        return {**row, "valid_from": row["valid_from"] or on.isoformat()}

    def ended(self, row: Row, on: date) -> Row | None:
        return {**row, "valid_to": max(on.isoformat(), row["valid_from"])}

    def has_ended(self, change: RowChange) -> bool:
        return bool(change.after["valid_to"])

    def wrong(self, given: Given) -> Iterator[Wrong]:
        for change in given.changes:
            row = change.after
            if row["source"] == row["target"]:
                said = _("A body has no link to itself: correct one of the codes.")
                yield Wrong(change.key, "target", said)
            if row["valid_to"] and row["valid_to"] < row["valid_from"]:
                said = _("It ends before it begins (%(day)s): correct one of the days.")
                yield Wrong(change.key, "valid_to", said % {"day": row["valid_from"]})
        yield from _cycles(given.changes)
        yield from _wrong_scope(given)

    def write(self, changes: Sequence[RowChange], act: Act) -> None:
        links = [
            DatedLink(
                Ends(*change.key),
                read_day(change.after["valid_from"]) or act.on,
                read_day(change.after["valid_to"]),
            )
            for change in changes
        ]
        told = {Ends(*key): each for key, each in tellings(self, changes, act.upload).items()}
        change_links(links, told, actor=act.actor, now=act.now)


def _as_rows(found: QuerySet[OrganizationLink]) -> Iterator[Row]:
    named = found.annotate(source_name=F("source__name"), target_name=F("target__name"))
    fields = ("source__code", "source_name", "kind", "target__code", "target_name")
    for source, source_name, kind, target, target_name, begins, ends in named.values_list(
        *fields, "valid_from", "valid_to"
    ).iterator():
        yield {
            "source": source,
            "source_name": source_name,
            "kind": kind,
            "target": target,
            "target_name": target_name,
            "valid_from": day_text(begins),
            "valid_to": day_text(ends),
        }


def _cycles(changes: Sequence[RowChange]) -> Iterator[Wrong]:
    """Links of a ladder that would lead round in a circle, with the circle."""
    for kind in LADDERS:
        new = [each for each in changes if each.key[1] == kind and not each.after["valid_to"]]
        if not new:
            continue
        gone = {each.key for each in changes if each.key[1] == kind and each.after["valid_to"]}
        above: Mapping[str, set[str]] = _above(kind, gone)
        for change in new:
            above[change.key[0]].add(change.key[2])
        for change in new:
            if way := way_back(above, change.key[2], change.key[0]):
                said = _("It leads round in a circle: %(way)s. Leave out one of these links.")
                circle = " → ".join(map(_called, [change.key[0], *way]))
                yield Wrong(change.key, "target", said % {"way": circle})


def _called(code: str) -> str:
    return with_code(names_of_bodies([code]).get(code, ""), code)


def _above(kind: str, gone: Collection[Key]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    ends = open_links().filter(kind=kind).values_list("source__code", "target__code")
    for source, target in ends:
        if (source, kind, target) not in gone:
            found[source].add(target)
    return found


def way_back(above: Mapping[str, set[str]], start: str, end: str) -> list[str]:
    """The way from `start` up to `end`, both named; empty when there is none."""
    came: dict[str, str] = {start: ""}
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            way = [here]
            while came[way[-1]]:
                way.append(came[way[-1]])
            return way[::-1]
        for upper in sorted(above.get(here, ())):
            if upper not in came:
                came[upper] = here
                waiting.append(upper)
    return []


def _wrong_scope(given: Given) -> Iterator[Wrong]:
    """The area of either end is enough: both ends see the link."""
    codes = {code for change in given.changes for code in (change.key[0], change.key[2])}
    bodies = all_organizations().filter(code__in=codes).values_list("code", "area_id")
    areas = dict(bodies)
    foreign = beyond({pk for pk in areas.values() if pk}, given.actor, given.on)
    kept = {code for code, pk in areas.items() if pk and pk not in foreign}
    for change in given.changes:
        if not {change.key[0], change.key[2]} & kept:
            yield Wrong(change.key, "source", str(NOT_THIS_AREA))
