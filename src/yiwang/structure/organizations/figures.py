"""Organizations counted: founded year by year, and by sector and area with what nobody reaches."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear

from yiwang.structure.organizations.listing import Sought, ever, sought, untied
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.organizations.queries import working_on
from yiwang.structure.territory.levels import level_named


@dataclass(frozen=True, slots=True)
class Year:
    """How many bodies were founded in a year, and how many of these or others ended in it."""

    year: int
    founded: int
    ended: int


@dataclass(frozen=True, slots=True)
class Foundings:
    """Year by year, without gaps; `unknown` bodies have no day of founding."""

    years: list[Year]
    unknown: int

    @property
    def most(self) -> int:
        """The largest number of any year: what a chart is drawn to."""
        return max((max(each.founded, each.ended) for each in self.years), default=0)


@dataclass(frozen=True, slots=True)
class Sector:
    """The bodies of one sector: how many, how many members they have, how many stand alone."""

    key: str
    bodies: int
    members: int
    untied: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """`cells` maps (area id or None for outside, sector) to the number of bodies working there."""

    sectors: list[Sector]
    cells: dict[tuple[int | None, str], int]


def foundings(wanted: Sought, on: date) -> Foundings:
    """Of the bodies that fit, those that have ended too; in three queries."""
    rows = ever(wanted)
    founded = _by_year(rows.filter(founded_on__lte=on), "founded_on")
    ended = _by_year(rows.filter(valid_to__lte=on), "valid_to")
    unknown = rows.filter(founded_on=None).count()
    known = [*founded, *ended]
    years = range(min(known), on.year + 1) if known else range(0)
    return Foundings([Year(y, founded.get(y, 0), ended.get(y, 0)) for y in years], unknown)


def coverage(area_ids: Sequence[int], sectors: Collection[str], on: date) -> Coverage:
    """The working bodies of each sector, in and below each area; in four queries.

    A sector without any body, and an area without any of a sector, count 0.
    """
    there = sought(Sought(), on).order_by().exclude(sector="")
    placed = there.filter(area__ancestry__ancestor__in=area_ids)
    counted = placed.values_list(F("area__ancestry__ancestor"), "sector").annotate(
        number=Count("pk", distinct=True)
    )
    cells: dict[tuple[int | None, str], int] = {(row[0], row[1]): row[2] for row in counted}
    outside = dict(there.filter(area=None).values_list("sector").annotate(number=Count("pk")))
    cells |= {(None, sector): number for sector, number in outside.items()}
    totals = {
        sector: (number, alone)
        for sector, number, alone in there.values_list("sector").annotate(
            number=Count("pk"), alone=Count("pk", filter=untied(on))
        )
    }
    members = _members(on)
    known = dict.fromkeys([*sectors, *sorted(totals)])
    return Coverage([_sector(key, totals, members) for key in known], cells)


def _sector(key: str, totals: Mapping[str, tuple[int, int]], members: Mapping[str, int]) -> Sector:
    bodies, alone = totals.get(key, (0, 0))
    return Sector(key, bodies, members.get(key, 0), alone)


def _members(on: date) -> dict[str, int]:
    """Sector -> how many bodies belong to bodies of it."""
    valid = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gt=on))
    links = OrganizationLink.objects.filter(valid, kind="member_of").exclude(target__sector="")
    rows = links.order_by().values_list("target__sector")
    return dict(rows.annotate(number=Count("source", distinct=True)))


def _by_year(rows: QuerySet[Organization], name: str) -> dict[int, int]:
    return dict(rows.order_by().values_list(ExtractYear(name)).annotate(number=Count("pk")))


def bodies_by_area(kind: str, level: str, on: date) -> dict[int, int]:
    """Area of this level -> the working bodies of a kind there and below."""
    of_level = {f"area__ancestry__ancestor__{key}": v for key, v in level_named(level).items()}
    there = working_on(on).filter(kind=kind, **of_level)
    rows = there.order_by().values_list(F("area__ancestry__ancestor"))
    return dict(rows.annotate(number=Count("pk", distinct=True)))


def bodies_of_kinds(kinds: Collection[str], on: date, below: int) -> list[Organization]:
    """The working bodies of these kinds that serve an area or one below it, by code."""
    found = working_on(on).filter(kind__in=kinds, area__ancestry__ancestor=below)
    return list(found.order_by("code"))


def working_bodies(kind: str, on: date, below: int | None = None) -> list[Organization]:
    """The working bodies of a kind, or of several parted by “|”, by code; only those of one area
    and below, where given."""
    found = working_on(on).filter(kind__in=kind.split("|"))
    if below is not None:
        found = found.filter(area__ancestry__ancestor=below)
    return list(found.order_by("code"))
