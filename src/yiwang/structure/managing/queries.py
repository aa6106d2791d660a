"""Every read of who manages areas that other apps and pages need."""

from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.managing.models import LINES, Management
from yiwang.structure.organizations.models import Organization
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import leaf_areas

DEDICATED = "dedicated"  # the kind of net whose areas two bodies manage


@kept
def managed_areas(on: date) -> frozenset[int]:
    """The ids of the areas that somebody manages on this day: few, if any."""
    return frozenset(_valid_on(on).values_list("area", flat=True))


@kept
def managers_of(area_id: int, on: date) -> tuple[tuple[str, Organization], ...]:
    """Line and body of each manager, the ground first."""
    found = _valid_on(on).filter(area=area_id).select_related("organization")
    by_line = {each.line: each.organization for each in found}
    return tuple((line, by_line[line]) for line in LINES if line in by_line)


def areas_managed_by(organization_ids: Collection[int], on: date) -> list[Management]:
    """What these bodies manage, with the areas and their nets."""
    found = _valid_on(on).filter(organization__in=organization_ids)
    return list(found.select_related("area__net").defer("area__geometry").order_by("area__code"))


def lacking_managers(net_id: int, on: date) -> dict[str, list[Area]]:
    """By line: the valid areas of a dedicated net that nobody manages along it."""
    areas = leaf_areas(net_id)
    return {line: list(areas.filter(~Exists(_at(on, line))).order_by("code")) for line in LINES}


def _at(on: date, line: str) -> QuerySet[Management]:
    return _valid_on(on).filter(area=OuterRef("pk"), line=line)


def _valid_on(on: date) -> QuerySet[Management]:
    return Management.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
