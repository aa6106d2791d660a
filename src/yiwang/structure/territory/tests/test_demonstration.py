import numpy as np
import pytest
import shapely
from shapely import MultiPolygon

from yiwang.structure.territory.demonstration import CutSpec, Node, NoRoom, cut

MAINLAND = shapely.box(130.0, 46.0, 130.4, 46.2)
ISLAND = shapely.box(130.5, 46.0, 130.6, 46.1)
BOUNDARY = MultiPolygon([MAINLAND, ISLAND])
KNOWN = {"north": shapely.box(130.0, 46.1, 130.2, 46.2)}
SEEDS = {"south-1": (130.05, 46.02), "island-1": (130.55, 46.05)}


def tree():
    """A city of three counties with four towns each, and nine grids a town."""
    counties = [Node(name, "city") for name in ("north", "south", "island")]
    towns = [Node(f"{county.code}-{n}", county.code) for county in counties for n in range(1, 5)]
    grids = [Node(f"{town.code}-{n}", town.code) for town in towns for n in range(1, 10)]
    return [Node("city", None), *counties, *towns, *grids]


def cut_small(seed=1, **changes):
    spec = {"known": KNOWN, "seeds": SEEDS} | changes
    return cut(CutSpec(BOUNDARY, tree(), seed=seed, **spec))


@pytest.fixture(scope="module")
def pieces():
    return cut_small()


def families():
    children = {}
    for node in tree():
        children.setdefault(node.parent_code, []).append(node.code)
    return [(parent, codes) for parent, codes in children.items() if parent]


def test_every_area_gets_a_sound_piece_of_ground(pieces):
    shapes = list(pieces.values())

    assert sorted(pieces) == sorted(node.code for node in tree())
    assert (shapely.is_valid(shapes).all(), shapely.area(shapes).min() > 1e-6) == (True, True)


def test_the_tops_fill_the_boundary(pieces):
    assert shapely.area(shapely.symmetric_difference(pieces["city"], BOUNDARY)) < 1e-9


@pytest.mark.parametrize(("parent", "codes"), families())
def test_children_fill_their_parent_without_overlap(pieces, parent, codes):
    parts = np.array([pieces[code] for code in codes])

    filled = shapely.union_all(parts)

    assert shapely.area(shapely.symmetric_difference(filled, pieces[parent])) < 1e-9
    assert shapely.area(parts).sum() == pytest.approx(pieces[parent].area, abs=1e-9)


def test_a_known_polygon_stays_what_it_is(pieces):
    assert shapely.area(shapely.symmetric_difference(pieces["north"], KNOWN["north"])) < 1e-9


def test_an_area_holds_the_place_it_is_known_to_be_at(pieces):
    held = {code: pieces[code].contains(shapely.Point(seed)) for code, seed in SEEDS.items()}

    assert held == {"south-1": True, "island-1": True}


def test_an_area_holds_the_known_places_of_those_below_it(pieces):
    assert pieces["island"].contains(shapely.Point(SEEDS["island-1"]))


def test_a_place_outside_its_parent_is_ignored():
    pieces = cut_small(seeds={"north-1": (130.55, 46.05)})

    assert pieces["north"].buffer(1e-9).contains(pieces["north-1"])


def test_the_same_seed_cuts_the_same(pieces):
    again, other = cut_small(seed=1), cut_small(seed=2)

    assert (again == pieces, other == pieces) == (True, False)


def test_it_refuses_when_known_areas_leave_no_room():
    with pytest.raises(NoRoom, match="city"):
        cut_small(known={"north": BOUNDARY})
