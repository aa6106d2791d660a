"""Hexagons from facts are those that H3 itself finds around each place."""

from collections import Counter

import h3
import pytest
from django.utils import timezone

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact, SpotCell
from yiwang.insight.measures.spots import FINEST, WIDEST, Spot, spot_of, spots
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
    types = [CaseFact.objects.first().type_id]  # so that none are read from cells
    listed = found(resolution, types=types)
    assert {h3.int_to_str(each.cell): each.cases for each in listed} == {
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


def test_the_widest_are_read_from_cells_and_say_what_the_facts_say():
    for _ in range(5):
        reported()
    counted()
    city, days = area_by_code("90").pk, Days.until(timezone.localdate(), 30)

    [told] = spots(city, days, resolution=WIDEST)

    cells = SpotCell.objects.filter(subject_id=city)
    assert [(each.spot, each.cases) for each in cells] == [(told.cell, 5)]
    lat, lng = CaseFact.objects.values_list("lat", "lng").first()
    assert told == Spot(h3.str_to_int(h3.latlng_to_cell(lat, lng, WIDEST)), 5)
    cells.delete()
    assert spots(city, days, resolution=WIDEST) == []
