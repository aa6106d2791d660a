"""Tiles of a net: what is drawn where, at which zoom, in which datum; made anew when it changes."""

import gzip
from dataclasses import replace

import mapbox_vector_tile
import numpy as np
import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.datums import Datum, geometry_from_wgs84
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.tests.land import LAND, NOON, land_rows
from yiwang.structure.territory.tiles.atlas import atlas_of
from yiwang.structure.territory.tiles.bands import LEAST_WIDTH, MOST_AREAS, bands_of, first_zoom
from yiwang.structure.territory.tiles.drawing import EXTENT, Drawn, Name, on_raster, tile_of
from yiwang.structure.territory.tiles.making import tile
from yiwang.structure.territory.tiles.squares import MOST_ZOOM, Square, from_world, to_world

MIDDLE = (130.05, 46.03)  # in the south grid of the west town


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.TILES_ROOT = tmp_path / "tiles"


def square_at(lng, lat, zoom):
    ((x, y),) = to_world(np.array([[lng, lat]])) * (1 << zoom)
    return Square(zoom, int(x), int(y))


def layers_of(made):
    content = gzip.decompress(made.content)
    return mapbox_vector_tile.decode(content, default_options={"y_coord_down": True})


def drawn_on_ground(square, layers, layer="areas"):
    """id -> shape in degrees, as a browser would draw it."""
    west, north, east, _south = square.bounds()

    def back(points):
        return from_world(np.array([west, north]) + points / EXTENT * (east - west))

    return {
        feature["id"]: shapely.transform(shapely.geometry.shape(feature["geometry"]), back)
        for feature in layers[layer]["features"]
    }


@pytest.mark.parametrize(("zoom", "codes", "above"), [(3, "C", ""), (14, "WS", "W")])
def test_each_zoom_draws_the_areas_that_can_be_told_apart(land, ids, zoom, codes, above):
    layers = layers_of(tile("trial", square_at(*MIDDLE, zoom)))

    assert {feature["id"] for feature in layers["areas"]["features"]} == {ids[codes]}
    if not above:
        assert "above" not in layers


def test_an_area_without_parts_stays_where_others_show_theirs(land, ids):
    square = square_at(130.1, 46.05, 10)

    layers = layers_of(tile("trial", square))

    drawn = {feature["id"] for feature in layers["areas"]["features"]}
    assert drawn == {ids["WS"], ids["WN"], ids["E"]}
    assert {each["id"] for each in layers["above"]["features"]} == {ids["W"], ids["C"]}


@pytest.mark.parametrize("zoom", [9, 14])
@pytest.mark.parametrize(
    ("level", "codes", "above"), [("city", "C", ""), ("town", "W", "C"), ("none", "", "")]
)
def test_one_level_alone_is_drawn_at_every_zoom(land, ids, zoom, level, codes, above):
    square = square_at(*MIDDLE, zoom)

    found = tile("trial", square, level=level)

    layers = {} if found.is_empty else layers_of(found)
    drawn = {each["id"] for each in layers.get("areas", {"features": []})["features"]}
    lines = {each["id"] for each in layers.get("above", {"features": []})["features"]}
    assert drawn == {ids[code] for code in codes}
    assert lines <= {ids[code] for code in above}
    assert tile("trial", square, level=level) == found


def test_the_border_of_an_area_in_several_parts_is_drawn_too():
    square = Square(0, 0, 0)
    parts = shapely.MultiPolygon([shapely.box(-90, -40, -10, 40), shapely.box(20, -40, 60, 40)])
    nothing = Drawn([], np.array([], dtype=object))

    made = tile_of(square, Drawn([1], np.array([parts], dtype=object)), nothing, [])

    [borders] = mapbox_vector_tile.decode(made)["borders"]["features"]
    assert len(borders["geometry"]["coordinates"]) == 2


def test_names_are_written_once_where_the_point_of_the_area_lies(land, ids):
    point = Area.objects.values_list("lng", "lat").get(pk=ids["WS"])

    layers = layers_of(tile("trial", square_at(*point, 13)))

    named = [(each["id"], each["properties"]) for each in layers["names"]["features"]]
    assert named == [(ids["WS"], {"name": "名WS", "name_en": "Name WS"})]


def test_a_border_lies_where_it_is_within_half_a_point(land, ids):
    square = square_at(*MIDDLE, 12)
    true = shapely.from_wkb(bytes(Area.objects.get(pk=ids["WS"]).geometry))

    drawn = drawn_on_ground(square, layers_of(tile("trial", square)))[ids["WS"]]

    here = shapely.box(*drawn.bounds).intersection(true)
    assert drawn.hausdorff_distance(here) < 360 / 4096 / 512  # a point of the screen, in degrees


@pytest.mark.parametrize("datum", [Datum.GCJ02, Datum.BD09])
def test_on_a_map_of_another_datum_borders_are_moved_there(land, ids, datum):
    true = shapely.from_wkb(bytes(Area.objects.get(pk=ids["WN"]).geometry))
    shown = geometry_from_wgs84(true, datum)
    square = square_at(shown.centroid.x, shown.centroid.y, 10)

    drawn = drawn_on_ground(square, layers_of(tile("trial", square, datum)))[ids["WN"]]

    seen = shapely.box(*drawn.bounds)
    assert drawn.hausdorff_distance(shown.intersection(seen)) < 360 / 1024 / 512
    assert drawn.hausdorff_distance(true.intersection(seen)) > 0.002  # hundreds of metres away


def test_a_tile_is_made_once_and_again_when_the_net_changes(land, ids, settings):
    square = square_at(*MIDDLE, 12)
    first, again = tile("trial", square), tile("trial", square)
    rows = [replace(row, geometry=None) if row.code == "WS" else row for row in land_rows()]

    load_net(LAND, rows, actor=SYSTEM, now=NOON)
    changed = tile("trial", square)

    assert first == again
    assert first.stamp != changed.stamp
    assert first.digest != changed.digest
    kept = [path.name for path in (settings.TILES_ROOT / "trial" / "wgs84").iterdir()]
    assert kept == [changed.stamp]


def test_a_tile_that_was_made_costs_one_query(land, django_assert_num_queries):
    square = square_at(*MIDDLE, 12)
    tile("trial", square)

    with django_assert_num_queries(1):
        tile("trial", square)


def test_a_tile_of_many_areas_costs_two_queries(land, django_assert_num_queries):
    tile("trial", square_at(*MIDDLE, 12))

    with django_assert_num_queries(2):
        tile("trial", square_at(130.1, 46.05, 10))


def test_where_nothing_is_drawn_the_tile_is_empty(land):
    assert gzip.decompress(tile("trial", square_at(0, 0, 8)).content) == b""


def test_an_area_that_is_drawn_below_one_that_is_not_is_found(land, ids):
    rows = [replace(row, geometry=None) if row.code == "W" else row for row in land_rows()]
    load_net(LAND, rows, actor=SYSTEM, now=NOON)

    atlas = atlas_of("trial")

    assert ids["WS"] in atlas.drawn_in(square_at(*MIDDLE, 14))
    assert atlas.degrees_of(ids["W"]) is None
    assert atlas.degrees_of(ids["WS"]) == pytest.approx((130.0, 46.0, 130.1, 46.05))
    assert atlas.whole == pytest.approx((130.0, 46.0, 130.2, 46.1))


def test_neighbours_stay_without_a_gap_on_the_raster():
    chance = np.random.default_rng(7)
    border = np.column_stack([chance.uniform(129.99, 130.01, 60), np.linspace(46.0, 46.1, 60)])
    west = shapely.Polygon([(129.9, 46.0), *border, (129.9, 46.1)])
    east = shapely.Polygon([(130.1, 46.0), *border, (130.1, 46.1)])

    laid = on_raster(square_at(130.0, 46.05, 9), np.array([west, east], dtype=object))

    outside = shapely.union_all(shapely.buffer(laid, 0))
    assert shapely.get_num_interior_rings(outside) == 0


def test_no_square_holds_more_than_the_bound():
    chance = np.random.default_rng(1)
    middles = chance.uniform(0.8, 0.8003, (30_000, 2))  # a dense city
    bounds = np.column_stack([middles, middles + 1e-6])

    zoom = first_zoom(bounds)

    counts = np.unique(np.floor(middles * (1 << zoom)), axis=0, return_counts=True)[1]
    assert counts.max() <= MOST_AREAS or zoom == MOST_ZOOM
    before = np.unique(np.floor(middles * (1 << zoom - 1)), axis=0, return_counts=True)[1]
    assert before.max() > MOST_AREAS or 1e-6 * (1 << zoom - 1) < LEAST_WIDTH


def test_what_reaches_into_a_square_from_beside_it_counts_there():
    at = np.arange(-1, 39) / 38 + 100  # 38 in a row fill square 100 of zoom 9, one beyond each end
    small = np.stack(np.meshgrid(at, at), -1).reshape(-1, 2)
    large = np.stack(np.meshgrid(np.arange(200, 243), np.arange(200, 240)), -1).reshape(-1, 2) + 0.5
    sides = np.concatenate([np.full(len(small), 1 / 38), np.full(len(large), 0.05)])
    corners = np.concatenate([small, large])
    bounds = np.column_stack([corners, corners + sides[:, None]]) / (1 << 9)

    assert 38 * 38 <= MOST_AREAS < 40 * 40
    assert first_zoom(bounds) == 10


def test_what_nothing_lies_above_is_drawn_from_the_first_zoom():
    bounds = np.array([[0.5, 0.5, 0.51, 0.51], [0.5, 0.5, 0.5001, 0.5001]])

    bands = bands_of(bounds, np.array([0, 1]), np.array([-1, 0]))

    assert bands.first[0] == 0
    assert bands.last[0] == bands.first[1] == 10
    assert list(bands.drawn_at(20)) == [False, False]
    assert list(bands.drawn_at(MOST_ZOOM)) == [False, True]


@pytest.mark.parametrize(("z", "x", "y"), [(0, 1, 0), (15, 0, 0), (3, 2, 8), (99, 1, 1)])
def test_squares_outside_the_world_are_none(z, x, y):
    assert not Square(z, x, y).is_in_the_world


def test_a_line_is_drawn_as_a_line(roads):
    layers = layers_of(tile("trial-road", square_at(130.05, 46.02, 12)))

    kinds = {each["geometry"]["type"] for each in layers["areas"]["features"]}
    assert kinds == {"LineString"}


def test_a_common_border_is_drawn_once_and_nothing_along_the_edge_of_a_tile(land):
    layers = layers_of(tile("trial", square_at(130.05, 46.05, 14)))  # where two grids meet

    [borders] = layers["borders"]["features"]
    lines = shapely.geometry.shape(borders["geometry"])
    areas = [shapely.geometry.shape(each["geometry"]) for each in layers["areas"]["features"]]
    alone = shapely.union_all([area.boundary for area in areas])
    inside = shapely.box(0, 0, EXTENT, EXTENT)
    assert lines.intersection(inside).equals(alone.intersection(inside))
    assert lines.length == pytest.approx(lines.union(lines).length)
    edges = shapely.box(-64, -64, EXTENT + 64, EXTENT + 64).boundary
    assert lines.intersection(edges).length == 0


def test_a_name_is_written_where_its_area_is_wide_enough_for_it():
    name = Name(1, "很长的网格名称", "", (130.0, 46.0), width=40 / 512 / (1 << 10))

    assert not name.fits(square_at(130.0, 46.0, 10))
    assert name.fits(square_at(130.0, 46.0, 11))
    assert replace(name, text="短").fits(square_at(130.0, 46.0, 10))
    assert replace(name, width=1e-9).fits(square_at(130.0, 46.0, MOST_ZOOM))


@pytest.mark.parametrize(("level", "codes"), [("town", "WE"), ("city", "C"), ("none", "")])
def test_what_lies_near_is_asked_of_one_level(land, ids, level, codes):
    found = atlas_of("trial").meeting(130.09, 46.01, 130.11, 46.02, level)

    assert sorted(found.tolist()) == sorted(ids[code] for code in codes)
