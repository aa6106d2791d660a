from dataclasses import replace

import pytest
from django.utils.translation import override

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory import queries
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.models import Area, Net
from yiwang.structure.territory.tests.land import LAND, NOON, land_rows


@pytest.fixture
def primary(land):
    Net.objects.update(is_primary=False)
    Net.objects.filter(pk=land.pk).update(is_primary=True)
    return land


def codes(areas):
    return [area.code for area in areas]


def test_the_primary_net_names_its_lowest_level(primary):
    assert (queries.primary_net(), queries.leaf_level()) == (primary, "grid")


def test_without_a_primary_net_it_says_what_to_do(land):
    Net.objects.update(is_primary=False)

    with pytest.raises(NotFound):
        queries.primary_net()


def test_an_area_is_found_by_its_code(primary, ids):
    found = [queries.area_by_code("WS"), queries.area_by_code("WS", net="trial")]

    assert [area.pk for area in found] == [ids["WS"]] * 2


@pytest.mark.parametrize("find", [lambda: queries.area(0), lambda: queries.area_by_code("none")])
def test_an_unknown_area_is_not_found(primary, find):
    with pytest.raises(NotFound):
        find()


def test_a_path_begins_at_the_top(ids, django_assert_num_queries):
    with django_assert_num_queries(1):
        path = queries.path_of(ids["WS"])

    assert codes(path) == ["C", "W", "WS"]


def test_the_paths_of_many_areas_cost_one_query(ids, django_assert_num_queries):
    with django_assert_num_queries(1):
        paths = queries.paths_of([ids["WS"], ids["E"]])

    assert paths == {ids["WS"]: "名C / 名W / 名WS", ids["E"]: "名C / 名E"}


def test_a_path_speaks_the_readers_language(ids):
    with override("en"):
        paths = queries.paths_of([ids["E"]])

    assert paths[ids["E"]] == "Name C / Name E"


def test_children_are_the_valid_areas_directly_below(primary, ids, django_assert_num_queries):
    load_net(replace(LAND, is_primary=True), land_rows()[:4], actor=SYSTEM, now=NOON)

    with django_assert_num_queries(2):
        below = codes(queries.children_of(ids["W"])), codes(queries.children_of(None))

    assert below == (["WS"], ["C"])


def test_ids_below_is_a_set_condition(ids, django_assert_num_queries):
    tops = Area.objects.filter(code="W", net__key="trial").values("pk")

    with django_assert_num_queries(1):
        found = set(Area.objects.filter(pk__in=queries.ids_below(tops)).values_list("code"))

    assert found == {("W",), ("WS",), ("WN",)}


def test_ancestors_come_nearest_first(ids):
    assert list(queries.ancestor_ids(ids["WN"])) == [ids["WN"], ids["W"], ids["C"]]


def test_leaf_areas_have_nothing_below_them(primary):
    assert sorted(codes(queries.leaf_areas())) == ["E", "WN", "WS"]


def test_what_paths_share_ends_before_the_last_name_of_any():
    within = ["试城 / 东县 / 河口镇", "试城 / 东县 / 山下镇 / 一村", ""]

    assert queries.shared_path(within) == "试城 / 东县 / "
    assert queries.shared_path([*within, "试城 / 东县"]) == "试城 / "
    assert queries.shared_path([*within, "别城 / 东县"]) == ""
    assert queries.shared_path(["试城 / 东县"]) == ""
