"""Areas of other levels when areas are added, split and merged: those below go along whole, those
above grow, or the stroke is refused; what divided the ground before divides it after."""

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid
from yiwang.structure.territory.actions.draft_version import Effect
from yiwang.structure.territory.actions.redraw_version import OnDraft, OnNet, redraw_version
from yiwang.structure.territory.actions.schedule_version import schedule_version
from yiwang.structure.territory.importing.redrawn import plan_of
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.partition import findings_of
from yiwang.structure.territory.redrawing.sheet import sheet_of_draft
from yiwang.structure.territory.redrawing.strokes import Add, Manner, Merge, Reshape, Split
from yiwang.structure.territory.tests.land import NOON

CARRYING = Manner(carries=True)
TAKING = Manner(carries=True, neighbours_give_way=True)
STAYING = Manner()


def drawn(net, below, *strokes):
    where = OnNet("trial", below, net.revision)
    for stroke in strokes:
        draft = redraw_version(where, stroke, actor=SYSTEM, now=NOON)
        where = OnDraft(draft.pk, draft.source["sha256"])
    return draft


def refused(net, below, stroke):
    """The sentences by field; nothing was recorded."""
    before = Record.objects.count()
    with pytest.raises(Invalid) as refusal:
        drawn(net, below, stroke)
    assert Record.objects.count() == before
    return {field: str(sentence) for field, sentence in refusal.value.fields.items()}


def after(draft):
    """Every area as the draft would have it; the ground is divided."""
    rows = plan_of(draft, NOON.date()).after
    assert [each for each in findings_of(list(rows.values())) if each.kind != "undrawn"] == []
    return rows


def below(rows, code):
    return {each.code for each in rows.values() if each.parent_code == code}


def shape(rows, code):
    return shapely.from_wkb(rows[code].geometry)


def across(latitude, kink=0.0):
    """From west to east through a town, aside by so many degrees in the middle."""
    return shapely.LineString([(129.9, latitude), (130.05, latitude + kink), (130.11, latitude)])


def parted(one, other):
    """By how much two surfaces differ, in square degrees; 1e-12 are a hundredth of a m²."""
    return shapely.symmetric_difference(one, other).area


def test_areas_below_go_to_the_side_of_a_split_that_they_lie_on(both):
    draft = drawn(both, "C", Split("W", across(46.05), "西北镇", "WX", CARRYING))

    rows = after(draft)
    assert (below(rows, "W"), below(rows, "WX")) in (({"WS"}, {"WN"}), ({"WN"}, {"WS"}))
    assert rows["WX"].parent_code == "C"
    assert len(sheet_of_draft(draft).carried) == 1


def test_a_line_drawn_by_hand_follows_the_borders_of_areas_below(both):
    """It strays by a twentieth of a grid and more to either side of their border."""
    line = shapely.LineString([(129.9, 46.052), (130.04, 46.047), (130.11, 46.053)])

    draft = drawn(both, "C", Split("W", line, "西北镇", "WX", CARRYING))

    rows = after(draft)
    for town in ("W", "WX"):
        [grid] = below(rows, town)
        assert parted(shape(rows, town), shape(rows, grid)) < 1e-12


def test_a_split_through_an_area_below_is_refused_and_names_it(both):
    found = refused(both, "C", Split("W", across(46.03), "南镇", "WX", CARRYING))

    assert list(found) == ["line"]
    assert "名WS（WS）" in found["line"]


def test_a_split_that_leaves_one_side_without_areas_below_is_refused(both):
    found = refused(both, "C", Split("W", across(46.004), "南镇", "WX", CARRYING))

    assert "同一侧" in found["line"]


def test_where_other_levels_stay_the_split_goes_where_it_was_drawn(both):
    draft = drawn(both, "C", Split("W", across(46.03), "南镇", "WX", STAYING))

    assert sheet_of_draft(draft).carried == {}
    assert shape(sheet_of_draft(draft).rows, "WX").bounds[3] == pytest.approx(46.03)


def test_what_lies_below_a_merged_area_lies_below_the_other(both):
    draft = drawn(both, "C", Merge("W", "E"))

    rows = after(draft)
    assert below(rows, "C") == {"W"}
    assert below(rows, "W") == {"WS", "WN", "ES", "EN"}
    assert parted(shape(rows, "W"), shape(rows, "C")) < 1e-12


def test_on_its_day_areas_below_have_their_new_place_and_keep_their_id(both, ids):
    before = dict(Area.objects.filter(net=both).values_list("code", "pk"))
    draft = drawn(both, "C", Merge("W", "E"))

    schedule_version(draft.pk, Effect(NOON.date()), both.revision, actor=SYSTEM, now=NOON)

    now = Area.objects.filter(net=both, valid_to=None, parent__code="W")
    assert dict(now.values_list("code", "pk")) == {
        code: before[code] for code in ("WS", "WN", "ES", "EN")
    }
    assert now.filter(ancestry__ancestor=before["W"]).distinct().count() == 4


def test_what_was_split_and_merged_again_carries_nothing(both):
    split = Split("W", across(46.05), "西北镇", "WX", CARRYING)

    draft = drawn(both, "C", split, Merge("W", "WX"))

    rows = after(draft)
    assert sheet_of_draft(draft).carried == {}
    assert below(rows, "W") == {"WS", "WN"}


def test_a_new_area_takes_areas_below_along_from_those_that_give_way(both):
    ground = shapely.box(130.0, 46.05, 130.2, 46.1)  # with a sixth of ES at its edge

    draft = drawn(both, "C", Add("北镇", shapely.box(130.0, 46.05, 130.1, 46.1), "N", TAKING))

    rows = after(draft)
    assert (below(rows, "N"), below(rows, "W")) == ({"WN"}, {"WS"})
    assert "名EN（EN）" in refused(both, "C", Add("北镇", ground, "N", TAKING))["shape"]


def test_areas_above_grow_with_a_new_area_at_their_outer_edge(both):
    """South of the city nobody has the ground."""
    outside = shapely.box(130.02, 45.98, 130.04, 46.0)

    draft = drawn(both, "W", Add("新港", outside, "WH", CARRYING))

    rows = after(draft)
    was = shapely.box(130.0, 46.0, 130.1, 46.1)
    assert sheet_of_draft(draft).carried.keys() == {"W", "C"}
    assert parted(shape(rows, "W"), was.union(outside)) < 1e-12
    assert shape(rows, "C").area == pytest.approx(0.02 + 0.0004)


def test_areas_above_grow_with_a_border_moved_out_onto_ground_of_nobody(both):
    larger = shapely.box(129.99, 46.0, 130.1, 46.05)

    rows = after(drawn(both, "W", Reshape("WS", larger, CARRYING)))

    assert shape(rows, "W").area == pytest.approx(0.0105)
    assert shape(rows, "C").area == pytest.approx(0.0205)


def test_ground_of_another_above_is_not_grown_over(land):
    """The east town has no grids that would be drawn over, but the ground is its own."""
    over = shapely.box(130.1, 46.0, 130.12, 46.02)

    found = refused(land, "W", Add("新区", over, "WH", CARRYING))
    draft = drawn(land, "W", Add("新区", over, "WH", STAYING))

    assert "名E（E）" in found["shape"]
    assert sheet_of_draft(draft).carried == {}


def test_areas_below_different_ones_are_not_merged(both):
    west = shapely.Polygon([(130, 46), (130.1, 46), (130.09, 46.04), (130.1, 46.05), (130, 46.05)])
    east = shapely.Polygon([(130.1, 46), (130.2, 46), (130.2, 46.04), (130.09, 46.04)])
    draft = drawn(both, "W", Reshape("WS", west, CARRYING, {"ES": east}))

    with pytest.raises(Invalid) as refusal:
        redraw_version(
            OnDraft(draft.pk, draft.source["sha256"]), Merge("WS", "ES"), actor=SYSTEM, now=NOON
        )

    assert list(refusal.value.fields) == ["other"]


def test_everything_that_a_stroke_changes_is_asked_for(both):
    """Areas of the drawing, those below and those above, each by the area that it lies below."""
    ids = dict(Area.objects.filter(net=both).values_list("code", "pk"))
    where, before = OnNet("trial", "C", both.revision), Record.objects.count()
    merge = Merge("W", "E")

    def saying(*codes):
        asked = []

        def beyond(area_ids):
            asked.append(set(area_ids))
            return {ids[code] for code in codes}

        return asked, beyond

    asked, out = saying("E")
    with pytest.raises(Forbidden) as refusal:
        redraw_version(where, merge, actor=staff(1), now=NOON, beyond=out)
    assert asked == [{ids["C"], ids["W"], ids["E"]}]
    assert "名EN（EN）、名ES（ES）" in str(refusal.value)
    assert "名W" not in str(refusal.value)
    with pytest.raises(Forbidden):
        redraw_version(where, merge, actor=staff(1), now=NOON)  # who does not say is refused
    assert Record.objects.count() == before

    _asked, nothing = saying()
    draft = redraw_version(where, merge, actor=staff(1), now=NOON, beyond=nothing)
    assert sheet_of_draft(draft).carried.keys() == {"ES", "EN"}
