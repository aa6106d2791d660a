"""Whatever strokes are drawn one after the other, a net that divided its ground divides it after
each of them, on every level; a stroke that cannot be meant is refused and changes nothing."""

import pytest
import shapely
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Invalid
from yiwang.portals.maps.drawn_areas import shapes_on_map
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.actions.redraw_version import OnDraft, OnNet, redraw_version
from yiwang.structure.territory.importing.redrawn import plan_of
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.partition import GROUND_FAULTS, NOBODY_M2, findings_of
from yiwang.structure.territory.present import rows_of, surface_in
from yiwang.structure.territory.redrawing.beside import neighbours_outside
from yiwang.structure.territory.redrawing.sheet import sheet_of_draft, sheet_of_net
from yiwang.structure.territory.redrawing.strokes import Add, Manner, Merge, Reshape, Split
from yiwang.structure.territory.surfaces import METRES_PER_DEGREE
from yiwang.structure.territory.tests.land import LAND, NOON, box

pytestmark = pytest.mark.django_db
WEST, SOUTH, TOWN, GRID = 130.0, 46.0, 0.04, 0.01  # degrees; a town is 4 grids wide and high
SQUARE_METRES = METRES_PER_DEGREE**2 * 0.6947  # of a square degree, at 46°
TAKING = Manner(carries=True, neighbours_give_way=True)
SHARE = st.floats(0.05, 0.95)
ASIDE = st.floats(-0.004, 0.004)


def rectangle(x, y, size):
    """By the place from the south-west corner of the city, in degrees."""
    return (WEST + x, SOUTH + y, WEST + x + size, SOUTH + y + size)


def land_rows(is_deep):
    """A city of three towns from west to east; each has sixteen grids where the net is deep."""
    rows = [box("C", "city", None, (WEST, SOUTH, WEST + 3 * TOWN, SOUTH + TOWN))]
    for town in "RST":
        east = "RST".index(town) * TOWN
        rows.append(box(town, "town", "C", rectangle(east, 0, TOWN)))
        rows += [
            box(f"{town}{x}{y}", "grid", town, rectangle(east + x * GRID, y * GRID, GRID))
            for x in range(4 if is_deep else 0)
            for y in range(4)
        ]
    return rows


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"
    settings.TILES_ROOT = tmp_path / "tiles"


@pytest.fixture(params=[True, False], ids=["three levels", "two levels"])
def net(request):
    load_net(LAND, land_rows(request.param), actor=SYSTEM, now=NOON)
    return Net.objects.get(key=LAND.key)


strokes = st.one_of(
    st.tuples(st.just("move"), st.integers(0, 99), st.integers(0, 99), ASIDE, ASIDE),
    st.tuples(st.just("split"), st.integers(0, 99), st.booleans(), SHARE, ASIDE),
    st.tuples(st.just("merge"), st.integers(0, 99), st.integers(0, 99)),
    st.tuples(st.just("add"), st.integers(0, 99), SHARE, SHARE, st.floats(0.003, 0.03)),
    st.tuples(st.just("outside"), SHARE, st.floats(0.003, 0.03)),
)


class Drawing:
    """A drawing below one area, stroke by stroke, as the map sends them."""

    def __init__(self, net, below):
        self.net, self.below, self.draft, self.count = net, below, None, 0

    @property
    def sheet(self):
        return sheet_of_draft(self.draft) if self.draft else sheet_of_net(self.net, self.below)

    def rows(self):
        if not self.draft:
            return rows_of(self.net)
        return plan_of(self.draft, NOON.date()).after

    def draw(self, kind, *given):
        """Whether it was drawn."""
        stroke = getattr(self, kind)(*given)
        where = OnNet(self.net.key, self.below, self.net.revision)
        if self.draft:
            where = OnDraft(self.draft.pk, self.draft.source["sha256"])
        try:
            self.draft = redraw_version(where, stroke, actor=SYSTEM, now=NOON)
        except Invalid:
            return False
        return True

    def own(self, number):
        rows = self.sheet.rows
        codes = [code for code in sorted(rows) if code not in self.sheet.beside]
        return codes[number % len(codes)], surface_in(rows[codes[number % len(codes)]])

    def move(self, number, place, east, north):
        """A corner, in all areas that have it."""
        code, _shape = self.own(number)
        drawn = shapes_on_map(self.sheet, neighbours_outside(self.sheet))["features"]
        shapes = {f["properties"]["code"]: shapely.geometry.shape(f["geometry"]) for f in drawn}
        corners = shapely.get_coordinates(shapes[code])[:-1]
        inner = [c for c in corners if is_inside_the_city(c)]
        if not inner:
            return Merge(code, code)
        corner = inner[place % len(inner)]

        def moved(points):
            is_it = (points == corner).all(axis=1)
            return points + is_it[:, None] * [east, north]

        others = {key: shapely.transform(shape, moved) for key, shape in shapes.items()}
        along = {key: each for key, each in others.items() if not each.equals(shapes[key])}
        return Reshape(code, others[code], Manner(snap_m=3, carries=True), {
            key: each for key, each in along.items() if key != code
        })  # fmt: skip

    def split(self, number, is_upright, share, aside):
        code, shape = self.own(number)
        west, south, east, north = shape.bounds
        at = west + share * (east - west) if is_upright else south + share * (north - south)
        line = [(at, south - 0.01), (at + aside, north + 0.01)]
        if not is_upright:
            line = [(west - 0.01, at), (east + 0.01, at + aside)]
        return Split(code, shapely.LineString(line), "新", self.code(), Manner(carries=True))

    def merge(self, number, other):
        return Merge(self.own(number)[0], self.own(other)[0])

    def add(self, number, east, north, size):
        _code, shape = self.own(number)
        x, y = (low + share * (high - low) for low, high, share in (
            (shape.bounds[0], shape.bounds[2], east), (shape.bounds[1], shape.bounds[3], north)
        ))  # fmt: skip
        ground = shapely.box(x, y, x + size, y + size)
        return Add("新", ground, self.code(), TAKING)

    def outside(self, share, size):
        """South of the city, at its edge."""
        x = WEST + share * 3 * TOWN
        return Add("新", shapely.box(x, SOUTH - size, x + size, SOUTH), self.code(), TAKING)

    def code(self):
        self.count += 1
        return f"X{self.count}"


def is_inside_the_city(corner):
    return WEST < corner[0] < WEST + 3 * TOWN and SOUTH < corner[1] < SOUTH + TOWN


def assert_divided(rows):
    found = [each for each in findings_of(list(rows.values())) if each.kind in GROUND_FAULTS]
    assert found == []
    for row in rows.values():
        below = [surface_in(each) for each in rows.values() if each.parent_code == row.code]
        if below:
            lost = surface_in(row).area - sum(each.area for each in below)
            assert abs(lost) * SQUARE_METRES < NOBODY_M2


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(below=st.sampled_from("CRS"), drawn=st.lists(strokes, min_size=1, max_size=4))
def test_a_net_that_divides_its_ground_does_so_after_every_stroke(net, below, drawn):
    if below != "C" and not net.areas.filter(parent__code=below).exists():
        below = "C"
    with transaction.atomic():
        drawing = Drawing(net, below)
        before = surface_in(rows_of(net)["C"]).area
        for stroke in drawn:
            was, is_drawn = drawing.rows(), drawing.draw(*stroke)
            rows = drawing.rows()
            assert_divided(rows)
            if not is_drawn:
                assert rows == was
            if stroke[0] in ("move", "split", "merge"):
                assert surface_in(rows["C"]).area == surface_in(was["C"]).area
        assert surface_in(rows["C"]).area >= before
        transaction.set_rollback(True)
