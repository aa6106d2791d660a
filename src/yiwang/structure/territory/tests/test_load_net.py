from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.models import Area, AreaAncestor, Net
from yiwang.structure.territory.rows import AreaRow
from yiwang.structure.territory.tests.land import LAND, NOON, land_rows, loads_recorded


def load(rows, *, spec=LAND, now=NOON):
    return load_net(spec, rows, actor=SYSTEM, now=now)


def ancestry(net):
    rows = AreaAncestor.objects.filter(area__net=net)
    return sorted(rows.values_list("area__code", "ancestor__code", "depth"))


def test_a_first_load_adds_every_area_with_its_closure(db):
    change = load(land_rows())

    net = Net.objects.get(key="trial")
    assert change == Change("试用网", added=5, names=change.names)
    assert ("WS", "C", 2) in ancestry(net)
    assert (len(ancestry(net)), net.revision, loads_recorded(net)) == (11, 1, 1)


def test_an_area_gets_a_point_inside_its_boundary(land):
    area = land.areas.get(code="WS")

    inside = shapely.Point(area.lng, area.lat)

    assert shapely.from_wkb(bytes(area.geometry)).contains(inside)


def test_loading_the_same_again_changes_and_records_nothing(land):
    change = load(land_rows())

    land.refresh_from_db()
    assert (bool(change), land.revision, loads_recorded(land)) == (False, 1, 1)


def test_a_changed_area_keeps_its_id(land, ids):
    rows = land_rows()
    rows[3] = replace(rows[3], name="新名")

    change = load(rows)

    area = Area.objects.get(pk=ids["WS"])
    assert (area.name, change.names) == ("新名", ("~ 新名",))
    assert Net.objects.get(key="trial").revision == 2


def test_a_vanished_area_ends_and_keeps_its_ancestry(land, ids):
    next_month = NOON + timedelta(days=30)

    change = load(land_rows()[:4], now=next_month)

    assert (change.ended, change.names) == (1, ("- 名WN",))
    assert Area.objects.get(pk=ids["WN"]).valid_to == date(2026, 10, 7)
    assert ("WN", "C", 2) in ancestry(land)


def test_an_area_that_began_today_ends_tomorrow(land, ids):
    load(land_rows()[:4])

    assert Area.objects.get(pk=ids["WN"]).valid_to == date(2026, 9, 8)


def test_a_code_that_comes_back_is_a_new_area(land, ids):
    load(land_rows()[:4])

    change = load(land_rows(), now=NOON + timedelta(days=2))

    again = land.areas.get(code="WN", valid_to=None)
    assert (change.added, again.valid_from) == (1, date(2026, 9, 9))
    assert again.pk != ids["WN"]


def test_an_area_that_moves_to_another_parent_moves_in_the_closure(land):
    rows = land_rows()
    rows[4] = replace(rows[4], parent_code="E")

    load(rows)

    assert [row for row in ancestry(land) if row[0] == "WN"] == [
        ("WN", "C", 2),
        ("WN", "E", 1),
        ("WN", "WN", 0),
    ]


def test_a_net_may_have_no_areas_yet(db):
    change = load([], spec=replace(LAND, key="trial-empty"))

    assert (bool(change), Net.objects.get(key="trial-empty").revision) == (False, 1)


@pytest.mark.parametrize(
    "fault",
    [
        AreaRow("WS", "名", "", "grid", "W"),
        AreaRow("X", "名", "", "hamlet", "W"),
        AreaRow("X", "名", "", "grid", "nobody"),
        AreaRow("X", "名", "", "town", "WS"),
        AreaRow("X", "名", "", "town", "W"),
        AreaRow("X", "名", "", "grid", "W", b"no boundary"),
        AreaRow("X", "名", "", "grid", "W", shapely.box(500_000, 46, 500_100, 47).wkb),
        AreaRow("X", "名", "", "grid", "W", shapely.Polygon([(0, 0), (1, 1), (0, 1), (1, 0)]).wkb),
    ],
    ids=["twice", "level", "no parent", "below", "beside", "not WKB", "metres", "crossed"],
)
def test_a_row_at_fault_is_named_and_nothing_is_loaded(land, fault):
    with pytest.raises(Invalid) as refusal:
        load([*land_rows(), fault])

    land.refresh_from_db()
    assert list(refusal.value.fields) == [fault.code]
    assert (land.areas.count(), land.revision, loads_recorded(land)) == (5, 1, 1)


def test_a_second_primary_net_is_refused(land):
    Net.objects.filter(is_primary=True).update(is_primary=False)
    load([], spec=replace(LAND, key="trial-first", is_primary=True))
    before = Record.objects.count()

    with pytest.raises(Invalid) as refusal:
        load(land_rows(), spec=replace(LAND, is_primary=True))

    assert list(refusal.value.fields) == ["is_primary"]
    assert (Net.objects.get(is_primary=True).key, Record.objects.count()) == ("trial-first", before)


def test_it_takes_the_same_few_statements_for_any_number_of_areas(
    land, django_assert_max_num_queries
):
    with django_assert_max_num_queries(22):
        load(land_rows()[:4])
