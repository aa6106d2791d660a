"""A town redraws its grids on Monday: drafted before, in force on its day, last year not lost."""

from datetime import date, timedelta

import pytest
import shapely

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.structure.territory.actions.bring_into_force import bring_into_force
from yiwang.structure.territory.actions.discard_version import discard_version
from yiwang.structure.territory.actions.draft_version import Effect, draft_version
from yiwang.structure.territory.actions.import_areas import import_areas
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.datums import Datum, geometry_from_wgs84
from yiwang.structure.territory.history import history_of
from yiwang.structure.territory.importing.delivery import Manner, read_file
from yiwang.structure.territory.importing.ground import Declared
from yiwang.structure.territory.importing.plan import Into
from yiwang.structure.territory.locate import locate
from yiwang.structure.territory.models import Area, NetVersion
from yiwang.structure.territory.queries import state_at, successors_of
from yiwang.structure.territory.tasks import bring_all_due_into_force
from yiwang.structure.territory.tests.deliveries import drawn, table
from yiwang.structure.territory.tests.land import LAND, NOON, land_rows

MONDAY = date(2026, 9, 14)
ON_MONDAY = NOON + timedelta(days=7)
SOUTH = shapely.box(130.0, 46.0, 130.1, 46.05)
REDRAWN = [  # the south grid is split in two, the north one stays
    ("WS1", "南一网格", shapely.box(130.0, 46.0, 130.06, 46.05)),
    ("WS2", "南二网格", shapely.box(130.06, 46.0, 130.1, 46.05)),
    ("WN", "名WN", shapely.box(130.0, 46.05, 130.1, 46.1)),
]
INTO = Into("trial", "grid", "W", replaces=True)


@pytest.fixture
def draft(land, tmp_path):
    file = read_file(drawn(tmp_path / "grids.shp", REDRAWN))
    return draft_version(file, INTO, Effect(MONDAY, "撤并"), actor=SYSTEM, now=NOON)


def here():
    """The code of the grid at one place."""
    found = locate(130.01, 46.01)["trial"].area_id
    return Area.objects.get(pk=found).code


def test_until_its_day_nothing_changes(land, draft):
    bring_all_due_into_force(NOON + timedelta(days=6))

    land.refresh_from_db()
    assert (land.revision, draft.number, here()) == (1, None, "WS")


def test_on_its_day_it_takes_effect_once(land, draft):
    for _time in range(2):
        bring_all_due_into_force(ON_MONDAY)

    land.refresh_from_db()
    draft.refresh_from_db()
    assert (land.revision, draft.state, draft.number, here()) == (2, "in_force", 2, "WS1")
    assert land.areas.get(code="WS").valid_to == MONDAY
    assert Record.objects.filter(name="territory.version.brought_into_force").count() == 1


def test_who_follows_is_noted_and_what_stayed_is_not(land, ids, draft):
    bring_all_due_into_force(ON_MONDAY)

    assert {heir.code for heir in successors_of(ids["WS"])} == {"WS1", "WS2"}
    assert successors_of(ids["WN"]) == []


def test_what_others_changed_meanwhile_is_not_undone(land, draft, tmp_path):
    path = table(tmp_path / "names.csv", [["code", "name"], ["E", "新东镇"]])
    import_areas(read_file(path), Into("trial"), actor=SYSTEM, now=NOON + timedelta(days=2))

    bring_all_due_into_force(ON_MONDAY)

    assert land.areas.get(code="E").name == "新东镇"
    assert here() == "WS1"


def test_a_draft_that_no_longer_fits_is_discarded_and_the_record_says_why(land, draft):
    load_net(LAND, [row for row in land_rows() if row.code in "CE"], actor=SYSTEM, now=NOON)

    bring_all_due_into_force(ON_MONDAY)

    draft.refresh_from_db()
    refused = Record.objects.get(name="territory.version.refused")
    assert draft.state == "discarded"
    assert "W" in refused.data["why"]


def test_the_file_is_read_as_it_was_declared(land, tmp_path):
    shown = [("WS", "南", geometry_from_wgs84(SOUTH, Datum.GCJ02))]
    path = drawn(tmp_path / "a.geojson", shown, crs="EPSG:4326", titles=("BSM", "name"))
    file = read_file(path, Manner(columns={"code": "BSM"}))
    into = Into("trial", declared=Declared(Datum.GCJ02))
    draft_version(file, into, Effect(MONDAY), actor=SYSTEM, now=NOON)

    bring_all_due_into_force(ON_MONDAY)

    kept = land.areas.get(code="WS")
    assert kept.name == "南"
    assert shapely.from_wkb(bytes(kept.geometry)).hausdorff_distance(SOUTH) < 1e-6


def test_a_discarded_draft_does_not_take_effect(land, draft):
    discard_version(draft.pk, actor=SYSTEM, now=NOON)

    bring_all_due_into_force(ON_MONDAY)

    assert here() == "WS"
    for act in (discard_version, bring_into_force):
        with pytest.raises(NotFound):
            act(draft.pk, actor=SYSTEM, now=ON_MONDAY)


def test_the_same_draft_again_is_the_same_draft(land, draft, tmp_path):
    file = read_file(drawn(tmp_path / "grids.shp", REDRAWN))

    again = draft_version(file, INTO, Effect(MONDAY), actor=SYSTEM, now=NOON)

    assert again.pk == draft.pk
    assert Record.objects.filter(name="territory.version.drafted").count() == 1


def test_a_draft_is_for_a_day_to_come(land, tmp_path):
    file = read_file(drawn(tmp_path / "grids.shp", REDRAWN))

    with pytest.raises(Invalid) as refusal:
        draft_version(file, INTO, Effect(date(2026, 9, 7)), actor=SYSTEM, now=NOON)

    assert list(refusal.value.fields) == ["on"]
    assert not NetVersion.objects.filter(state__in=["draft", "scheduled"]).exists()


def test_an_area_is_told_as_it_was_in_any_version(land, ids, tmp_path):
    for day, name in ((1, "甲"), (2, "乙")):
        path = table(tmp_path / "names.csv", [["code", "name"], ["WS", name]])
        import_areas(read_file(path), Into("trial"), actor=SYSTEM, now=NOON + timedelta(days=day))

    assert [state_at(ids["WS"], number).name for number in (1, 2, 3)] == ["名WS", "甲", "乙"]
    assert list(history_of(land, "WS")) == [
        "2026年9月7日 启用，名为乙",
        "2026年9月8日 第 2 版起变动，此前名为名WS",
        "2026年9月9日 第 3 版起变动，此前名为甲",
    ]
