from dataclasses import replace

import numpy as np
import pytest
import shapely
from django.db import transaction

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.bulk import locate_all
from yiwang.structure.territory.index import NetIndex
from yiwang.structure.territory.locate import NOWHERE, Located, locate, locate_arrays, locate_many
from yiwang.structure.territory.tests.land import LAND, NOON, box, land_rows

METRE_EAST = 1 / (111_320 * 0.695)  # degrees, at the latitude of this land
METRE_NORTH = 1 / 111_320


def test_a_point_lies_in_one_leaf_area_of_each_net(ids, roads):
    found = locate(130.03, 46.03)

    assert found["trial"].area_id == ids["WS"]
    assert found["trial-road"] == NOWHERE


def test_an_area_without_areas_below_it_is_a_leaf(ids):
    assert locate(130.15, 46.05)["trial"].area_id == ids["E"]


def test_where_grids_are_not_drawn_the_area_above_them_is_found(ids):
    rows = [replace(row, geometry=None) if row.level == "grid" else row for row in land_rows()]

    load_net(LAND, rows, actor=SYSTEM, now=NOON)

    assert locate(130.03, 46.03)["trial"].area_id == ids["W"]


@pytest.mark.parametrize("point", [(float("nan"), 46.0), (float("inf"), 46.0), (130.0, 100.0)])
def test_what_is_no_place_is_nowhere(land, point):
    assert locate(*point)["trial"] == NOWHERE


def test_the_distance_to_the_edge_is_in_metres(ids):
    found = locate(130.03, 46.05 + 100 * METRE_NORTH)["trial"]

    assert (found.area_id, round(found.edge_m, 3)) == (ids["WN"], 100.0)


@pytest.mark.parametrize(("metres", "named"), [(24, ["WS", "WN"]), (26, [])])
def test_areas_within_25_metres_are_candidates(ids, metres, named):
    found = locate(130.1 + metres * METRE_EAST, 46.05)["trial"]

    assert (found.area_id, sorted(found.candidates)) == (ids["E"], [ids[code] for code in named])


def test_a_point_on_a_shared_border_lies_in_the_area_with_the_lowest_id(ids):
    found = locate(130.05, 46.05)["trial"]

    assert found == Located(ids["WS"], 0.0, (ids["WN"],))


def test_a_point_just_outside_has_candidates_only(ids):
    found = locate(130.15, 46.1 + 20 * METRE_NORTH)["trial"]

    assert found == Located(None, None, (ids["E"],))


def test_a_point_outside_all_is_nowhere(land):
    assert locate(131.0, 46.05)["trial"] == NOWHERE


def test_the_nearest_road_within_30_metres_is_found(roads):
    ids = dict(roads.areas.values_list("code", "id"))

    found = locate(130.05 + 10 * METRE_EAST, 46.02 + 20 * METRE_NORTH)["trial-road"]

    assert (found.area_id, round(found.edge_m, 1)) == (ids["R2"], 10.0)
    assert found.candidates == (ids["R1"],)


@pytest.mark.parametrize(("metres", "code"), [(29, "R1"), (31, None)])
def test_a_road_reaches_30_metres(roads, metres, code):
    ids = dict(roads.areas.values_list("code", "id"))

    assert locate(130.15, 46.02 + metres * METRE_NORTH)["trial-road"].area_id == ids.get(code)


def test_it_costs_one_query_while_nothing_changed(land, django_assert_num_queries):
    locate(130.03, 46.03)

    with django_assert_num_queries(1):
        locate(130.03, 46.03)


def test_many_points_cost_one_query(land, ids, django_assert_num_queries):
    locate(130.03, 46.03)

    with django_assert_num_queries(1):
        found = locate_many([(130.03, 46.03), (130.03, 46.07)])

    assert [places["trial"].area_id for places in found] == [ids["WS"], ids["WN"]]


def test_a_changed_boundary_counts_from_the_next_call(land, ids):
    before = locate(130.03, 46.045)["trial"].area_id
    rows = land_rows()
    rows[3] = box("WS", "grid", "W", (130.0, 46.0, 130.1, 46.04))
    rows[4] = box("WN", "grid", "W", (130.0, 46.04, 130.1, 46.1))

    load_net(LAND, rows, actor=SYSTEM, now=NOON)

    assert (before, locate(130.03, 46.045)["trial"].area_id) == (ids["WS"], ids["WN"])


def test_a_change_that_was_rolled_back_leaves_no_trace(land, ids):
    with transaction.atomic():
        load_net(LAND, land_rows()[:3], actor=SYSTEM, now=NOON)
        during = locate(130.03, 46.03)["trial"].area_id
        transaction.set_rollback(True)

    assert (during, locate(130.03, 46.03)["trial"].area_id) == (ids["W"], ids["WS"])


def test_a_point_just_outside_is_taken_to_the_nearest_area_when_asked(land, ids):
    metre = 1 / 77_400  # of longitude here

    near, far = (130.0 - 20 * metre, 46.02), (130.0 - 60 * metre, 46.02)

    assert locate(*near)["trial"].area_id is None
    snapped = locate(*near, snap_m=50)["trial"]
    assert (snapped.area_id, round(snapped.snapped_m)) == (ids["WS"], 20)
    assert locate(*far, snap_m=50)["trial"].area_id is None
    assert locate(130.01, 46.02, snap_m=50)["trial"].snapped_m == 0


@pytest.mark.parametrize("snap_m", [0.0, 20.0, 400.0])
def test_many_points_are_answered_as_each_alone(ids, roads, snap_m):
    chance = np.random.default_rng(5)
    inside = chance.uniform([129.99, 45.99], [130.21, 46.11], (3_000, 2))
    corners = [[130.05, 46.05], [130.1, 46.05], [float("nan"), 46.0], [float("inf"), 46.0], [1, 1]]
    lng, lat = np.vstack([inside, corners]).T

    found = locate_arrays(lng, lat, snap_m=snap_m)

    alone = [locate(x, y, snap_m=snap_m) for x, y in zip(lng.tolist(), lat.tolist(), strict=True)]
    for net in ("trial", "trial-road"):
        assert list(found[net]) == [nearly(each[net]) for each in alone]
        assert {each[net].area_id is None for each in alone} == {True, False}
    assert any(each["trial"].candidates for each in alone)


def nearly(located):
    """The same, with metres equal to a micrometre."""
    edge_m = None if located.edge_m is None else pytest.approx(located.edge_m, abs=1e-6)
    return replace(located, edge_m=edge_m, snapped_m=pytest.approx(located.snapped_m, abs=1e-6))


def test_a_long_border_is_left_to_an_index_with_the_same_answers(ids):
    angle = np.linspace(0, 2 * np.pi, 500, endpoint=False)
    ring = np.column_stack([130.1 + 0.05 * np.cos(angle), 46.05 + 0.04 * np.sin(angle)])
    island = shapely.Polygon(ring, holes=[ring[::-1] * 0.5 + np.array([65.05, 23.025])])
    index = NetIndex([7, 8], [island, shapely.LineString(ring * 0.1 + [117.09, 41.445])])
    lng, lat = np.random.default_rng(3).uniform([130, 46], [130.2, 46.1], (2_000, 2)).T

    found = locate_all(index, lng, lat)

    alone = [index.locate(x, y) for x, y in zip(lng.tolist(), lat.tolist(), strict=True)]
    assert list(found) == [nearly(each) for each in alone]
    assert {each.area_id for each in alone} == {7, 8, None}


def test_no_points_are_no_answers(ids):
    assert locate_many([]) == []
    assert locate_many([(1.0, 1.0)])[0]["trial"] == NOWHERE
