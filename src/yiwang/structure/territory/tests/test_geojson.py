import json

import pytest
from shapely.geometry import shape

from yiwang.foundation.refusals import NotFound
from yiwang.structure.territory.datums import Datum, from_wgs84
from yiwang.structure.territory.geojson import children_collection, outline


def test_the_children_of_an_area_come_in_one_query(ids, django_assert_num_queries):
    with django_assert_num_queries(1):
        collection = children_collection(ids["W"])

    assert [feature["properties"] for feature in collection["features"]] == [
        {"id": ids["WN"], "code": "WN", "name": "名WN", "level": "grid"},
        {"id": ids["WS"], "code": "WS", "name": "名WS", "level": "grid"},
    ]


def test_it_is_json_that_holds_the_boundary(ids):
    collection = json.loads(json.dumps(outline(ids["WS"])))

    drawn = shape(collection["features"][0]["geometry"])
    assert (collection["type"], drawn.bounds) == ("FeatureCollection", (130.0, 46.0, 130.1, 46.05))


def test_a_map_in_another_datum_gets_its_own_coordinates(ids):
    collection = outline(ids["WS"], Datum.GCJ02)

    west, south = shape(collection["features"][0]["geometry"]).bounds[:2]
    assert (west, south) == pytest.approx(from_wgs84(130.0, 46.0, Datum.GCJ02), abs=1e-4)


def test_an_area_with_nothing_below_has_an_empty_collection(ids):
    assert children_collection(ids["WS"])["features"] == []


def test_roads_are_drawn_as_lines(roads):
    road = roads.areas.get(code="R1")

    assert outline(road.pk)["features"][0]["geometry"]["type"] == "LineString"


def test_an_unknown_area_is_not_found(land):
    with pytest.raises(NotFound):
        outline(0)
