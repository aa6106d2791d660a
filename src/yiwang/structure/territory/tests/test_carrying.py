"""A border that is drawn anew carries along the areas of other levels whose edges lie on it, or the
stroke is refused."""

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.actions.draft_version import Effect
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.actions.redraw_version import OnDraft, OnNet, redraw_version
from yiwang.structure.territory.actions.schedule_version import schedule_version
from yiwang.structure.territory.actions.step_in_drawing import Way, step_in_drawing
from yiwang.structure.territory.importing.redrawn import plan_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.redrawing.chains import carried, moved_between
from yiwang.structure.territory.redrawing.sheet import sheet_of_draft
from yiwang.structure.territory.redrawing.strokes import Manner, Reshape
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.tests.land import LAND, NOON, box, land_rows

CARRYING = Manner(carries=True)
WEST = shapely.Polygon([(130, 46), (130.1, 46), (130.12, 46.05), (130.1, 46.1), (130, 46.1)])
EAST = shapely.Polygon([(130.1, 46), (130.2, 46), (130.2, 46.1), (130.1, 46.1), (130.12, 46.05)])


def begun(net, below, stroke):
    return redraw_version(OnNet("trial", below, net.revision), stroke, actor=SYSTEM, now=NOON)


def stroke_between(west, east):
    return Reshape("W", shapely.Polygon(west), CARRYING, {"E": shapely.Polygon(east)})


def refused(net, below, stroke):
    before = Record.objects.count()
    with pytest.raises(Invalid) as refusal:
        begun(net, below, stroke)
    assert Record.objects.count() == before
    return str(refusal.value.fields["shape"])


def rows_of(draft):
    """Every area as the draft would have it."""
    return plan_of(draft, NOON.date()).after


def surface(rows, *codes):
    return shapely.union_all([shapely.from_wkb(rows[code].geometry) for code in codes])


def parted(one, other):
    """By how much two surfaces differ, in square degrees; 1e-12 are a hundredth of a m²."""
    return shapely.symmetric_difference(one, other).area


def test_the_areas_below_both_sides_go_with_the_border(both):
    draft = begun(both, "C", Reshape("W", WEST, CARRYING, {"E": EAST}))

    rows = rows_of(draft)
    assert sheet_of_draft(draft).carried.keys() == {"WS", "WN", "ES", "EN"}
    assert parted(surface(rows, "WS", "WN"), surface(rows, "W")) < 1e-12
    assert parted(surface(rows, "ES", "EN"), surface(rows, "E")) < 1e-12
    assert parted(surface(rows, "C"), shapely.box(130, 46, 130.2, 46.1)) < 1e-12
    assert shapely.intersection(surface(rows, "WS"), surface(rows, "WN")).area < 1e-12
    assert (130.12, 46.05) in shapely.from_wkb(rows["WS"].geometry).exterior.coords[:]


def test_the_areas_above_go_along_where_both_sides_move(both):
    ws = shapely.Polygon(
        [(130, 46), (130.1, 46), (130.09, 46.02), (130.1, 46.04), (130.1, 46.05), (130, 46.05)]
    )
    es = shapely.Polygon(
        [(130.1, 46), (130.2, 46), (130.2, 46.04), (130.1, 46.04), (130.09, 46.02)]
    )

    draft = begun(both, "W", Reshape("WS", ws, CARRYING, {"ES": es}))

    rows = rows_of(draft)
    sheet = sheet_of_draft(draft)
    assert (sheet.carried.keys(), sheet.beside) == ({"W", "E"}, ("ES",))
    assert parted(surface(rows, "W"), surface(rows, "WS", "WN")) < 1e-12
    assert parted(surface(rows, "E"), surface(rows, "ES", "EN")) < 1e-12
    assert rows["C"].geometry == rows_of(draft)["C"].geometry


def test_the_area_above_stays_where_only_one_side_moves(both):
    ws = shapely.box(130, 46, 130.09, 46.05)

    draft = begun(both, "W", Reshape("WS", ws, CARRYING))

    assert sheet_of_draft(draft).carried == {}


def test_it_takes_effect_in_one_and_is_taken_back_in_one(both):
    draft = begun(both, "C", Reshape("W", WEST, CARRYING, {"E": EAST}))
    seen = OnDraft(draft.pk, draft.source["sha256"])
    undone = step_in_drawing(seen, Way("undo"), actor=SYSTEM, now=NOON)
    assert sheet_of_draft(undone).carried == {}
    seen = OnDraft(draft.pk, undone.source["sha256"])
    done = step_in_drawing(seen, Way("redo"), actor=SYSTEM, now=NOON)

    schedule_version(done.pk, Effect(NOON.date(), ""), both.revision, actor=SYSTEM, now=NOON)

    now = {
        a.code: shapely.from_wkb(bytes(a.geometry))
        for a in Area.objects.filter(net=both, valid_to=None)
    }
    assert now.keys() == {"C", "W", "E", "WS", "WN", "ES", "EN"}
    assert parted(now["W"], WEST) < 1e-12
    assert parted(shapely.union(now["ES"], now["EN"]), EAST) < 1e-12


def test_a_second_stroke_carries_what_the_first_one_left(both):
    draft = begun(both, "C", Reshape("W", WEST, CARRYING, {"E": EAST}))
    straight = {"W": shapely.box(130, 46, 130.1, 46.1), "E": shapely.box(130.1, 46, 130.2, 46.1)}

    where = OnDraft(draft.pk, draft.source["sha256"])
    stroke = Reshape("W", straight["W"], CARRYING, {"E": straight["E"]})
    again = redraw_version(where, stroke, actor=SYSTEM, now=NOON)

    rows = rows_of(again)
    assert parted(surface(rows, "WS", "WN"), straight["W"]) < 1e-12
    assert parted(surface(rows, "ES", "EN"), straight["E"]) < 1e-12


def test_a_border_that_goes_beyond_an_area_below_is_refused(both):
    """Between the two southern grids a third one stands, which has no edge on the border."""
    small = box("WI", "grid", "W", (130.02, 46.01, 130.04, 46.03))
    hole = shapely.difference(shapely.box(130, 46, 130.1, 46.05), shapely.from_wkb(small.geometry))
    rows = [row for row in land_rows() if row.code != "WS"]
    south = AreaRow("WS", "名WS", "", "grid", "W", shapely.to_wkb(hole))
    load_net(LAND, [*rows, south, small], actor=SYSTEM, now=NOON)
    both.refresh_from_db()
    west = [(130, 46), (130.1, 46), (130.01, 46.02), (130.1, 46.04), (130.1, 46.1), (130, 46.1)]
    east = [(130.1, 46), (130.2, 46), (130.2, 46.1), (130.1, 46.1), (130.1, 46.04), (130.01, 46.02)]

    said = refused(both, "C", stroke_between(west, east))

    assert "不能跟着移动" in said


def test_the_areas_below_fill_ground_that_is_gained_around_a_corner(both):
    west = [(130, 46), (130.02, 46), (130.02, 46.08), (130.1, 46.08), (130.1, 46.1), (130, 46.1)]
    east = shapely.difference(shapely.box(130, 46, 130.2, 46.1), shapely.Polygon(west))

    rows = rows_of(begun(both, "C", stroke_between(west, east.exterior.coords)))

    assert parted(surface(rows, "ES", "EN"), east) < 1e-12
    assert parted(surface(rows, "WS", "WN"), shapely.Polygon(west)) < 1e-12


def test_a_border_drawn_wholly_anew_is_refused_where_areas_lie_below(both):
    inside = shapely.box(130.01, 46.01, 130.09, 46.09)

    assert "整条重画" in refused(both, "C", Reshape("W", inside, CARRYING))
    assert begun(both, "C", Reshape("W", inside)).state == "draft"  # they stay where that is asked


def test_a_hole_moves_nothing_and_an_area_with_none_below_carries_none(land):
    hole = shapely.difference(
        shapely.box(130.1, 46, 130.2, 46.1), shapely.box(130.12, 46.02, 130.14, 46.04)
    )
    smaller = shapely.box(130.12, 46.0, 130.2, 46.1)

    assert sheet_of_draft(begun(land, "C", Reshape("E", hole, CARRYING))).carried == {}
    assert sheet_of_draft(begun(land, "C", Reshape("E", smaller, CARRYING))).carried == {}


def test_corners_go_to_their_corners_and_other_places_by_their_share():
    old, new = (
        shapely.box(0, 0, 100, 100),
        shapely.Polygon([(0, 0), (100, 0), (140, 50), (100, 100), (0, 100)]),
    )
    moved = moved_between([(old, new)])

    below = carried(shapely.box(50, 0, 100, 50), moved.chains)

    assert shapely.equals(below, shapely.Polygon([(50, 0), (100, 0), (140, 50), (50, 50)]))
