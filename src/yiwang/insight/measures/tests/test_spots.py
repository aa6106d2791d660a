"""Hexagons from facts are those that H3 itself finds around each place."""

from collections import Counter
from datetime import date, timedelta

import h3
import numpy as np
import pytest
from django.db import transaction
from django.utils import timezone

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact, FactArea, SpotCell, Standing
from yiwang.insight.measures.models.facts import DAYS, TYPES
from yiwang.insight.measures.packed import BLOCKS
from yiwang.insight.measures.spots import FINEST, Spot, size_of, spot_of, spots
from yiwang.insight.measures.summing import Moved
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
        month = fact.reported_on.replace(day=1)
        FactArea(area_id=fact.area_id, month=month, case_id=fact.pk).save(force_insert=True)


def found(resolution, **asked):
    days = Days.until(timezone.localdate(), 30)
    county = area_by_code(COUNTY).pk
    return list(spots(county, days, resolution=resolution, **asked))


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


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [(0.01, 0.07, 9), (0.08, 0.01, 8), (0.01, 0.5, 7), (1.0, 1.0, 6), (2.8, 2.0, 5), (9.0, 1.0, 4)],
)
def test_the_wider_an_area_the_larger_its_hexagons(width, height, size):
    assert size_of((130.0, 46.0, 130.0 + width, 46.0 + height)) == size
    assert size_of(None) == 6


@pytest.mark.parametrize(("code", "detail"), [("90", TYPES), ("9001", TYPES), ("900101", DAYS)])
def test_cells_say_of_any_days_what_the_facts_say(code, detail):
    for _ in range(5):
        reported()
    counted()
    area, today = area_by_code(code).pk, timezone.localdate()
    own = Standing.objects.get(area_id=area, above_id=area)
    assert own.detail == detail

    [told] = spots(area, Days.until(today, 30), resolution=own.spot_size)

    lat, lng = CaseFact.objects.values_list("lat", "lng").first()
    assert told == Spot(h3.str_to_int(h3.latlng_to_cell(lat, lng, own.spot_size)), 5)
    [(day, blocks)] = SpotCell.objects.filter(subject_id=area).values_list("day", "blocks")
    [(block, cases)] = np.frombuffer(blocks, BLOCKS).tolist()
    assert (day, sorted(cases)) == (today, [0] * 6 + [5])
    assert h3.int_to_str(block) == h3.cell_to_parent(h3.int_to_str(told.cell))
    SpotCell.objects.all().delete()
    assert not spots(area, Days.until(today, 30), resolution=own.spot_size)


DECEMBER, JANUARY, FEBRUARY = date(2025, 12, 20), date(2026, 1, 31), date(2026, 2, 28)


def test_any_days_are_differences_within_months_whatever_was_added_and_taken_away():
    reported()
    counted()
    county = area_by_code(COUNTY).pk
    size = Standing.objects.get(area_id=county, above_id=county).spot_size
    fact = CaseFact.objects.get()
    ids = range(10_000_000, 10_000_600)
    for number, fact.pk in enumerate(ids):
        fact.reported_on = DECEMBER + timedelta(days=number % 100)
        fact.spot = spot_of(46.0 + number % 3 * 0.2, 130.0)
        fact.save(force_insert=True)
        month = fact.reported_on.replace(day=1)
        FactArea(area_id=fact.area_id, month=month, case_id=fact.pk).save(force_insert=True)
    moved(added=ids[:400])
    moved(added=ids[400:], taken=ids[100:250])
    CaseFact.objects.filter(pk__in=ids[100:250]).delete()

    for first in (DECEMBER, JANUARY, JANUARY + timedelta(days=1), FEBRUARY):
        for number in (1, 2, 28, 31, 60, 90):
            days = Days(first, first + timedelta(days=number - 1))
            there = CaseFact.objects.filter(reported_on__range=(days.first, days.last))
            told = Counter(
                h3.cell_to_parent(h3.int_to_str(spot), size)
                for spot in there.values_list("spot", flat=True)
            )
            found = {h3.int_to_str(s.cell): s.cases for s in spots(county, days, resolution=size)}
            assert found == {spot: n for spot, n in told.items() if n >= 5}


def moved(*, added, taken=()):
    """Cases added to the cells, and others taken away from them."""
    with transaction.atomic():
        change = Moved()
        change.take_away(list(taken))
        change.add(added)
        change.write()
