"""Nets that divide nothing: roads, which are lines, and sectors, which lie nowhere."""

from dataclasses import replace

import numpy as np
import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.index import LINE_REACH_M, NetIndex
from yiwang.structure.territory.locate import NOWHERE, Located, locate, locate_arrays, locate_many
from yiwang.structure.territory.partition import findings_of
from yiwang.structure.territory.queries import area_by_code, tops_of
from yiwang.structure.territory.tests.land import (
    NOON,
    ROADS,
    road_rows,
    sector_rows,
)

METRE_NORTH = 1 / 111_320
HERE = (130.15, 46.02)  # on the road from west to east, far from the other
WIDE = 1 / (111_320 * 0.695)  # degrees of a metre to the east, here


def test_a_sector_has_areas_and_no_point_lies_in_one(land, sectors):
    assert [area.code for area in tops_of(sectors.pk)] == ["S1", "S2"]
    assert area_by_code("S2", "trial-sector").net == sectors

    for point in ((130.03, 46.03), (0.0, 0.0)):
        assert locate(*point)["trial-sector"] == NOWHERE
    assert locate(130.03, 46.03, snap_m=1_000)["trial-sector"] == NOWHERE
    assert locate(130.03, 46.03)["trial"] != NOWHERE  # the others are found as ever


def test_many_points_lie_in_no_sector(land, sectors):
    points = [(130.03, 46.03), (130.15, 46.05)]

    assert [each["trial-sector"] for each in locate_many(points)] == [NOWHERE, NOWHERE]
    lng, lat = np.array(points).T
    assert list(locate_arrays(lng, lat, snap_m=50)["trial-sector"]) == [NOWHERE, NOWHERE]


def test_sectors_and_roads_leave_no_gaps(land):
    for rows in (sector_rows(), road_rows()):
        assert [found.kind for found in findings_of(rows, divides=False)] == []


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(("metres", "is_near"), [(0, True), (29.9, True), (30.1, False)])
def test_a_road_is_as_far_to_either_side(roads, side, metres, is_near):
    lng, lat = HERE

    found = locate(lng, lat + side * metres * METRE_NORTH)["trial-road"]

    road = area_by_code("R1", "trial-road").pk
    assert found.area_id == (road if is_near else None)
    if is_near:
        assert found.edge_m == pytest.approx(metres, abs=0.05)


def test_beyond_its_end_a_road_reaches_as_far_as_beside_it(roads):
    road = area_by_code("R1", "trial-road").pk

    assert locate(130.2 + 29 * WIDE, 46.02)["trial-road"].area_id == road
    assert locate(130.2 + 31 * WIDE, 46.02)["trial-road"].area_id is None


def test_of_two_roads_the_nearest_is_taken_and_the_other_told(roads):
    one, other = (area_by_code(code, "trial-road").pk for code in ("R1", "R2"))

    found = locate(130.05 + 12 * WIDE, 46.02 + 11 * METRE_NORTH)["trial-road"]

    assert (found.area_id, found.candidates) == (one, (other,))


def test_where_two_roads_are_equally_far_the_lowest_id_is_taken(roads):
    one, other = sorted(area_by_code(code, "trial-road").pk for code in ("R1", "R2"))

    found = locate(130.05, 46.02)["trial-road"]  # their crossing

    assert found == Located(one, pytest.approx(0, abs=1e-3), (other,))


@pytest.mark.parametrize("order", [(4, 9), (9, 4)])
def test_between_parallel_roads_it_is_the_lowest_id_in_any_order(order):
    north, south = ([(130.0, lat), (130.1, lat)] for lat in (46.0002, 45.9998))
    index = NetIndex(order, [shapely.LineString(north), shapely.LineString(south)])

    assert index.locate(130.05, 46.0).area_id == 4
    nearer_nine = METRE_NORTH if order[0] == 9 else -METRE_NORTH
    assert index.locate(130.05, 46.0 + nearer_nine).area_id == 9


def test_farther_than_a_road_reaches_it_is_taken_only_when_asked(roads):
    lng, lat = HERE
    far = lat + (LINE_REACH_M + 20) * METRE_NORTH

    assert locate(lng, far)["trial-road"] == NOWHERE
    snapped = locate(lng, far, snap_m=60)["trial-road"]
    assert snapped.area_id == area_by_code("R1", "trial-road").pk
    assert snapped.snapped_m == pytest.approx(50, abs=0.1)


def test_a_road_that_is_laid_elsewhere_counts_from_the_next_call(roads):
    lng, lat = HERE
    before = locate(lng, lat)["trial-road"].area_id
    moved = shapely.LineString([(130.0, lat + 0.01), (130.2, lat + 0.01)]).wkb
    rows = [replace(row, geometry=moved) if row.code == "R1" else row for row in road_rows()]

    load_net(ROADS, rows, actor=SYSTEM, now=NOON)

    assert before is not None
    assert locate(lng, lat)["trial-road"] == NOWHERE
    assert locate(lng, lat + 0.01)["trial-road"].area_id == before
