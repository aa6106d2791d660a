"""Drawing in a draft: what each stroke makes of it, what is refused, and what is recorded."""

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound
from yiwang.structure.territory.actions.draft_version import Effect, draft_version
from yiwang.structure.territory.actions.redraw_version import OnDraft, OnNet, redraw_version
from yiwang.structure.territory.actions.schedule_version import schedule_version
from yiwang.structure.territory.actions.step_in_drawing import Way, step_in_drawing
from yiwang.structure.territory.importing.delivery import read_file
from yiwang.structure.territory.importing.plan import Into
from yiwang.structure.territory.importing.redrawn import plan_of
from yiwang.structure.territory.models import Area, NetVersion
from yiwang.structure.territory.queries import successors_of
from yiwang.structure.territory.redrawing import sheet as sheets
from yiwang.structure.territory.redrawing.sheet import NotDrawable, sheet_of_draft
from yiwang.structure.territory.redrawing.steps import steps_around
from yiwang.structure.territory.redrawing.strokes import Add, Manner, Merge, Reshape, Split
from yiwang.structure.territory.tests.deliveries import drawn as drawn_file
from yiwang.structure.territory.tests.land import NOON

SOUTH, NORTH = (130.0, 46.0, 130.1, 46.05), (130.0, 46.05, 130.1, 46.1)
ACROSS = shapely.LineString([(130.06, 45.99), (130.06, 46.06)])
GIVING_WAY = Manner(neighbours_give_way=True)


@pytest.fixture
def draw(land):
    """Strokes one after the other, below the west town; answers the draft."""
    drafts = []

    def stroke(*strokes):
        for each in strokes:
            where = (
                OnDraft(drafts[-1].pk, drafts[-1].source["sha256"])
                if drafts
                else OnNet("trial", "W", land.revision)
            )
            drafts.append(redraw_version(where, each, actor=SYSTEM, now=NOON))
        return drafts[-1]

    return stroke


def borders(draft):
    """Code -> rectangle around the border."""
    draft.refresh_from_db()
    rows = sheet_of_draft(draft).rows
    return {
        code: tuple(round(value, 6) for value in shapely.from_wkb(row.geometry).bounds)
        for code, row in rows.items()
    }


def refused(draw, stroke):
    """The sentences by field; nothing was recorded."""
    before = Record.objects.count()
    with pytest.raises(Invalid) as refusal:
        draw(stroke)
    assert Record.objects.count() == before
    return {field: str(sentence) for field, sentence in refusal.value.fields.items()}


def test_the_first_stroke_makes_a_draft_and_the_net_stays_as_it_is(land, draw):
    draft = draw(Split("WS", ACROSS, "南二", "WS2"))

    land.refresh_from_db()
    assert (draft.state, land.revision) == ("draft", 1)
    assert borders(draft) == {
        "WN": NORTH,
        "WS": (130.0, 46.0, 130.06, 46.05),
        "WS2": (130.06, 46.0, 130.1, 46.05),
    }


def test_a_further_stroke_goes_on_in_it_and_is_recorded_with_who_drew(land, draw):
    draft = draw(Split("WS", ACROSS, "南二", "WS2"), Merge("WS2", "WN"))

    written = Record.objects.get(name="territory.version.redrawn")
    assert NetVersion.objects.filter(state="draft").count() == 1
    assert written.data["stroke"] == {"kind": "merge", "code": "WS2", "other": "WN"}
    assert written.data["version"] == draft.pk
    assert set(borders(draft)) == {"WS", "WS2"}


def test_on_its_day_the_split_and_the_merger_are_told(land, ids, draw):
    draft = draw(Split("WS", ACROSS, "南二", "WS2"))

    schedule_version(draft.pk, Effect(NOON.date()), land.revision, actor=SYSTEM, now=NOON)

    assert {each.code for each in successors_of(ids["WS"])} == {"WS2"}
    assert Area.objects.get(net=land, code="WS", valid_to=None).pk == ids["WS"]


def test_borders_that_nobody_touched_stay_exactly_as_they_were(land, draw):
    plan = plan_of(draw(Split("WS", ACROSS, "南二", "WS2")), NOON.date())

    assert plan.after["WN"].geometry == plan.before["WN"].geometry
    assert [each.was.code for each in plan.diff.changed] == ["WS"]


def test_a_border_is_moved_and_the_neighbour_gives_way(draw):
    larger = shapely.box(130.0, 46.0, 130.1, 46.06)

    draft = draw(Reshape("WS", larger, GIVING_WAY))

    assert borders(draft) == {
        "WS": (130.0, 46.0, 130.1, 46.06),
        "WN": (130.0, 46.06, 130.1, 46.1),
    }


def test_a_corner_near_a_neighbour_is_put_onto_its_border(draw):
    near = shapely.box(130.0, 46.0, 130.1, 46.05 - 1e-5)  # a metre short

    draft = draw(Reshape("WS", near.difference(shapely.box(130.0, 46.0, 130.01, 46.01))))

    assert borders(draft)["WS"] == SOUTH


def test_without_tolerance_it_stays_where_it_was_put(draw):
    near = shapely.box(130.0, 46.0, 130.1, 46.05 - 1e-5)

    draft = draw(Reshape("WS", near, Manner(snap_m=0)))

    assert borders(draft)["WS"] == pytest.approx((130.0, 46.0, 130.1, 46.05 - 1e-5), abs=1e-6)


def test_a_new_area_takes_its_ground_where_the_others_give_way(draw):
    draft = draw(Add("园区", shapely.box(130.0, 46.0, 130.02, 46.02), "WP", GIVING_WAY))

    found = borders(draft)
    assert found["WP"] == (130.0, 46.0, 130.02, 46.02)
    assert sheet_of_draft(draft).rows["WP"].parent_code == "W"


def test_a_corner_is_put_onto_a_border_between_its_corners_too(draw):
    near = shapely.box(130.02, 46.00001, 130.04, 46.02)  # a metre above the southern border

    draft = draw(Add("园区", near, "WP", GIVING_WAY))

    found = borders(draft)
    assert found["WP"] == (130.02, 46.0, 130.04, 46.02)
    left = shapely.from_wkb(sheet_of_draft(draft).rows["WS"].geometry)
    assert not left.intersects(shapely.box(130.021, 45.9, 130.039, 46.0199))


@pytest.mark.parametrize(
    ("stroke", "field", "said"),
    [
        (Reshape("WS", shapely.box(130.0, 46.0, 130.1, 46.06)), "shape", "名WN（86"),
        (Reshape("WS", shapely.Polygon()), "shape", "没有画"),
        (
            Reshape("WS", shapely.Polygon([(130, 46), (130.1, 46.05), (130.1, 46), (130, 46.05)])),
            "shape",
            "130.05 46.025",
        ),
        (Reshape("WS", shapely.box(130.0, 46.0, 130.00001, 46.00001)), "shape", "100"),
        (Reshape("WS", shapely.LineString([(130, 46), (130.1, 46)])), "shape", "不要画线"),
        (Reshape("WS", shapely.box(130.0, 46.0, 130.1, 46.1), GIVING_WAY), "shape", "名WN"),
        (Reshape("E", shapely.box(130.1, 46.0, 130.2, 46.1)), "area", "E"),
        (Add("", shapely.box(130.0, 46.0, 130.02, 46.02), "X"), "name", "名称"),
        (Add("园", shapely.box(130.0, 46.0, 130.02, 46.02)), "code", "编码"),
        (Add("园", shapely.box(130.0, 46.0, 130.02, 46.02), "E"), "code", "E"),
        (
            Split("WS", shapely.LineString([(130.02, 46.01), (130.03, 46.02)]), "南", "X"),
            "line",
            "两",
        ),
        (
            Split(
                "WS",
                shapely.LineString([(129, 46.02), (131, 46.02), (131, 46.03), (129, 46.03)]),
                "南",
                "X",
            ),
            "line",
            "3",
        ),
        (Merge("WS", "WS"), "other", "另"),
        (Merge("WS", "E"), "other", "E"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_what_to_do(draw, stroke, field, said):
    found = refused(draw, stroke)

    assert list(found) == [field]
    assert said in found[field]


def test_areas_that_do_not_touch_are_not_merged(land, draw):
    draw(
        Split("WS", ACROSS, "南二", "WS2"),
        Split("WS", shapely.LineString([(130.05, 45.99), (130.05, 46.06)]), "南三", "WS3"),
    )

    # the middle strip is WS3 or WS; the outer two do not touch
    found = refused(draw, Merge("WS", "WS2"))

    assert list(found) == ["other"]


def test_the_same_border_again_changes_nothing(draw):
    shape = shapely.box(130.0, 46.0, 130.1, 46.04)
    draw(Reshape("WS", shape))

    assert list(refused(draw, Reshape("WS", shape))) == ["shape"]


def test_what_was_drawn_meanwhile_is_not_drawn_over(land, draw):
    draft = draw(Split("WS", ACROSS, "南二", "WS2"))

    for where in (OnDraft(draft.pk, "older"), OnNet("trial", "W", 0)):
        with pytest.raises(AlreadyDone):
            redraw_version(where, Merge("WS2", "WN"), actor=SYSTEM, now=NOON)


def test_what_is_no_draft_is_not_drawn_in(land, draw):
    draft = draw(Split("WS", ACROSS, "南二", "WS2"))
    schedule_version(draft.pk, Effect(NOON.date()), land.revision, actor=SYSTEM, now=NOON)

    with pytest.raises(NotFound):
        draw(Merge("WS2", "WN"))


def test_a_draft_that_was_brought_in_is_drawn_in_too(land, tmp_path):
    shapes = [("WS", "南", shapely.box(*SOUTH))]
    file = read_file(drawn_file(tmp_path / "a.geojson", shapes, crs="EPSG:4326"))
    draft = draft_version(file, Into("trial"), Effect(), actor=SYSTEM, now=NOON)
    where = OnDraft(draft.pk, draft.source["sha256"])

    drawn = redraw_version(
        where, Reshape("WS", shapely.box(130, 46, 130.1, 46.04)), actor=SYSTEM, now=NOON
    )

    assert borders(drawn) == {"WS": (130.0, 46.0, 130.1, 46.04)}
    assert sheet_of_draft(drawn).rows["WS"].name == "南"
    with pytest.raises(Invalid):  # it replaces nothing, so nothing ends
        redraw_version(
            OnDraft(drawn.pk, drawn.source["sha256"]), Merge("WS", "WN"), actor=SYSTEM, now=NOON
        )


def test_more_areas_than_can_be_drawn_at_once_are_refused(draw, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_AREAS", 1)
    monkeypatch.setattr(sheets, "_TOO_MANY", 2)

    with pytest.raises(NotDrawable):
        draw(Split("WS", ACROSS, "南二", "WS2"))


LOWER_SOUTH = shapely.Polygon([(130.0, 46.0), (130.1, 46.0), (130.1, 46.04), (130.0, 46.05)])
LOWER_NORTH = shapely.Polygon([(130.0, 46.05), (130.1, 46.04), (130.1, 46.1), (130.0, 46.1)])


def test_a_common_corner_moves_in_both_and_the_border_stays_common(draw):
    draft = draw(Reshape("WS", LOWER_SOUTH, along={"WN": LOWER_NORTH}))

    rows = sheet_of_draft(draft).rows
    south, north = (shapely.from_wkb(rows[code].geometry) for code in ("WS", "WN"))
    assert south.intersection(north).area == pytest.approx(0, abs=1e-15)
    assert (
        south.union(north).symmetric_difference(shapely.box(130.0, 46.0, 130.1, 46.1)).area < 1e-12
    )
    written = Record.objects.get(name="territory.version.drafted")
    assert written.data["changes"]["changed"] == 2


def test_a_common_corner_near_the_border_above_is_put_onto_it_in_both(draw):
    beyond = 130.1 + 1e-5  # a metre east of the town
    south = shapely.Polygon([(130.0, 46.0), (130.1, 46.0), (beyond, 46.04), (130.0, 46.05)])
    north = shapely.Polygon([(130.0, 46.05), (beyond, 46.04), (130.1, 46.1), (130.0, 46.1)])

    draft = draw(Reshape("WS", south, along={"WN": north}))

    found = borders(draft)
    assert (found["WS"][2], found["WN"][2]) == (130.1, 130.1)


def test_neighbours_that_moved_may_not_lie_over_each_other_either(draw):
    over = shapely.box(130.0, 46.03, 130.1, 46.1)

    assert list(refused(draw, Reshape("WS", LOWER_SOUTH, along={"WN": over}))) == ["shape"]


def test_a_stroke_is_taken_back_and_done_again(land, draw):
    first = draw(Split("WS", ACROSS, "南二", "WS2"))
    after_one = first.source
    draft = draw(Merge("WS2", "WN"))
    after_two = draft.source

    def step(way):
        where = OnDraft(draft.pk, NetVersion.objects.get(pk=draft.pk).source["sha256"])
        return step_in_drawing(where, way, actor=SYSTEM, now=NOON).source

    assert step(Way.BACK) == after_one
    assert step(Way.BACK) not in (after_one, after_two)
    assert borders(draft) == {"WN": NORTH, "WS": SOUTH}
    assert (step(Way.AGAIN), step(Way.AGAIN)) == (after_one, after_two)
    with pytest.raises(AlreadyDone):
        step(Way.AGAIN)
    told = Record.objects.filter(name="territory.version.redrawn").order_by("-pk")
    assert told[0].data["stroke"]["kind"] == "redo"
    assert told[0].data["stroke"]["of"]["kind"] == "merge"


def test_another_stroke_ends_what_could_be_done_again(land, draw):
    draw(Split("WS", ACROSS, "南二", "WS2"))
    draft = draw(Merge("WS2", "WN"))
    where = OnDraft(draft.pk, draft.source["sha256"])
    back = step_in_drawing(where, Way.BACK, actor=SYSTEM, now=NOON)

    there = OnDraft(back.pk, back.source["sha256"])
    other = redraw_version(there, Merge("WS", "WS2"), actor=SYSTEM, now=NOON)

    around = steps_around(draft.pk)
    assert (around.last.stroke["other"], around.next) == ("WS2", None)
    step_in_drawing(OnDraft(other.pk, other.source["sha256"]), Way.BACK, actor=SYSTEM, now=NOON)
    assert set(borders(draft)) == {"WN", "WS", "WS2"}


def test_a_step_that_was_seen_otherwise_is_refused(land, draw):
    draft = draw(Split("WS", ACROSS, "南二", "WS2"))

    with pytest.raises(AlreadyDone):
        step_in_drawing(OnDraft(draft.pk, "older"), Way.BACK, actor=SYSTEM, now=NOON)
