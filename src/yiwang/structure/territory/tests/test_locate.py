from dataclasses import replace

import pytest
from django.db import transaction

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.locate import NOWHERE, Located, locate, locate_many
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
