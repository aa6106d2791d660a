"""Where bodies stand that people go to, and what is within reach of them."""

import math

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.points import (
    AT_ONCE,
    EARTH_M,
    Ring,
    nearest,
    nearest_of,
    points_on,
    reached_from,
    within_reach,
)
from yiwang.structure.organizations.queries import working_on

pytestmark = pytest.mark.django_db
RING = Ring(("service_point",), 15, 70)
DEGREE_M = math.radians(1) * EARTH_M  # along a meridian


def founded(code, lng, lat, **changes):
    given = {"name": code, "kind": "service_point", "valid_from": "2026-01-01"}
    return Organization.objects.create(code=code, lng=lng, lat=lat, **given | changes)


@pytest.fixture
def on():
    return timezone.localdate()


def test_reach_is_a_circle_of_so_many_minutes_at_a_stated_pace(on):
    founded("P-1", 130.0, 46.0)
    inside, outside = 46.0 + 1049 / DEGREE_M, 46.0 + 1051 / DEGREE_M
    places = {1: (130.0, 46.0), 2: (130.0, inside), 3: (130.0, outside)}

    assert RING.metres == 1050
    assert within_reach(RING, places, on) == {1: 1, 2: 1, 3: 0}
    assert nearest_of(RING, places, on) == {1: 0, 2: 1049, 3: 1051}


def test_other_kinds_and_those_that_ended_reach_nobody(on):
    founded("P-1", 130.0, 46.0, kind="department")
    founded("P-2", 130.0, 46.0, state="dissolved", valid_to=on)

    assert within_reach(RING, {1: (130.0, 46.0)}, on) == {1: 0}
    assert nearest_of(RING, {1: (130.0, 46.0)}, on) == {}


def test_the_nearest_come_first_each_with_its_distance(on):
    founded("P-1", 130.0, 46.02)
    founded("P-2", 130.0, 46.01)
    founded("P-3", 130.0, 46.5)

    found = nearest((130.0, 46.0), on, 2)

    assert [(each.body.code, each.metres) for each in found] == [("P-2", 1112), ("P-1", 2224)]
    assert nearest((130.0, 46.0), on, 0) == []


def test_a_point_in_a_place_reaches_the_places_around_it():
    places = {1: (130.0, 46.0), 2: (130.0, 46.005), 3: (130.0, 46.012)}

    assert reached_from(RING, places) == {1: 2, 2: 3, 3: 2}


@pytest.mark.parametrize("middle", [(106.5, 29.6), (130.0, 46.0), (179.999, 0.0), (0.0, 89.99)])
def test_what_is_reached_is_what_comparing_each_with_each_finds(on, middle):
    chance = np.random.default_rng(2026)
    points = chance.normal(middle, 0.01, size=(AT_ONCE + 300, 2))
    places = {n: (float(lng), float(lat)) for n, (lng, lat) in enumerate(points, start=1)}
    stations = [tuple(each) for each in chance.normal(middle, 0.01, size=(7, 2)).tolist()]
    for number, (lng, lat) in enumerate(stations):
        founded(f"P-{number}", (lng + 180) % 360 - 180, min(lat, 90))

    slow = {
        place: sum(apart(here, there) <= RING.metres for there in places.values())
        for place, here in list(places.items())[::100]
    }

    assert max(slow.values()) > min(slow.values()) >= 1
    found = reached_from(RING, places)
    assert {place: found[place] for place in slow} == slow
    within = within_reach(RING, places, on)
    bodies = [(each.lng, each.lat) for each in points_on(on)]
    assert within == {
        place: sum(apart(here, there) <= RING.metres for there in bodies)
        for place, here in places.items()
    }
    assert sum(within.values())


def apart(here, there):
    """Metres on the ground, by the angle between two directions from the middle of the earth."""
    one, other = (
        (math.cos(lat) * math.cos(lng), math.cos(lat) * math.sin(lng), math.sin(lat))
        for lng, lat in (map(math.radians, each) for each in (here, there))
    )
    return 2 * EARTH_M * math.asin(math.dist(one, other) / 2)


def test_nothing_reaches_nothing(on):
    assert reached_from(RING, {}) == within_reach(RING, {}, on) == nearest_of(RING, {}, on) == {}


def test_half_a_point_is_none(on):
    with pytest.raises(IntegrityError), transaction.atomic():
        founded("P-1", 130.0, None)
    assert working_on(on).exists()
    assert not points_on(on).exists()


@pytest.mark.parametrize("said", ["", "service_point", "service_point:15", ":15:70", "a:b:c"])
def test_what_says_no_ring_is_none(said):
    assert Ring.of(said) is None
