"""Hexagons from facts are those that H3 itself finds around each place."""

from collections import Counter

import h3
import pytest
from django.utils import timezone

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact
from yiwang.insight.measures.spots import FINEST, spot_of, spots
from yiwang.portals.casework.tests.staging import dispatched, reported
from yiwang.portals.command.tests.staging import counted
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db
COUNTY = "9001"


def placed(number, lat, lng):
    """So many facts at a place, like that of a case taken in."""
    fact = CaseFact.objects.order_by("pk").first()
    for _ in range(number):
        fact.pk = CaseFact.objects.order_by("-pk").first().pk + 1
        fact.lat, fact.lng, fact.spot = lat, lng, spot_of(lat, lng)
        fact.save(force_insert=True)


def found(resolution, **asked):
    days = Days.until(timezone.localdate(), 30)
    county = area_by_code(COUNTY).pk
    return spots(county, days, resolution=resolution, **asked)


def test_a_case_is_kept_with_the_hexagon_of_its_place():
    case = Case.objects.get(pk=dispatched("ZJ-9001").pk)
    counted()

    spot = CaseFact.objects.get(pk=case.pk).spot
    assert h3.int_to_str(spot) == h3.latlng_to_cell(case.lat, case.lng, FINEST)


@pytest.mark.parametrize("resolution", range(5, FINEST + 1))
def test_every_size_is_gathered_as_h3_gathers_it(resolution):
    reported()
    counted()
    for step in range(12):
        placed(step, 46.0 + step * 0.004, 130.0 + step * 0.006)

    told = Counter(
        h3.cell_to_parent(h3.latlng_to_cell(*place, FINEST), resolution)
        for place in CaseFact.objects.values_list("lat", "lng")
    )
    assert {h3.int_to_str(each.cell): each.cases for each in found(resolution)} == {
        cell: number for cell, number in told.items() if number >= 5
    }


def test_confidential_cases_and_other_types_are_in_no_hexagon():
    reported()
    counted()
    placed(6, 46.0, 130.0)
    own = CaseFact.objects.first().type_id

    assert [each.cases for each in found(7, types=[own or 0])] == ([6] if own else [])
    assert found(7, types=[-5]) == []
    CaseFact.objects.update(is_confidential=True)
    assert found(7) == []
