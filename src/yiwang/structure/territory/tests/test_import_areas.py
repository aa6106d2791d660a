"""Importing into a net: what is said is changed, what is at fault is listed, the rest stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely
from pyproj import Transformer

from yiwang.foundation.files.storage import open_kept
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, NotFound
from yiwang.structure.territory.actions.import_areas import Seen, import_areas
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.datums import Datum, geometry_from_wgs84
from yiwang.structure.territory.importing.delivery import read_file
from yiwang.structure.territory.importing.faults import FaultyFile
from yiwang.structure.territory.importing.ground import Declared
from yiwang.structure.territory.importing.plan import Into
from yiwang.structure.territory.models import Area, FormerState, NetVersion
from yiwang.structure.territory.telling import lines_of
from yiwang.structure.territory.tests.deliveries import (
    BOW,
    GRIDS,
    NORTH,
    SOUTH,
    drawn,
    table,
    workbook,
    zipped,
)
from yiwang.structure.territory.tests.land import LAND, LEVELS, NOON, land_rows

TUESDAY = NOON + timedelta(days=1)
HEAD = ["code", "parent", "level", "name"]


def bring(path, *, now=TUESDAY, seen=None, **into):
    into = Into("trial", **into)
    return import_areas(read_file(path), into, seen, actor=SYSTEM, now=now)


def faults(path, **into):
    """What is refused, with nothing changed and nothing recorded."""
    before = state()
    with pytest.raises(FaultyFile) as refusal:
        bring(path, **into)
    assert state() == before
    return [(fault.row, fault.sentence) for fault in refusal.value.faults]


def state():
    areas = Area.objects.order_by("id").values_list("id", "name", "parent_id", "geometry")
    rows = [(*rest, shape and bytes(shape)) for *rest, shape in areas]
    return rows, Record.objects.count(), NetVersion.objects.count()


def boundary(net, code):
    return shapely.from_wkb(bytes(net.areas.get(code=code, valid_to=None).geometry))


def test_a_drawn_file_changes_what_it_says_and_leaves_the_rest(land, tmp_path):
    moved = [("WS", "南网格", shapely.box(130.0, 46.0, 130.1, 46.04))]

    plan = bring(drawn(tmp_path / "grids.shp", moved))

    area = land.areas.get(code="WS")
    assert list(lines_of(plan.diff)) == [
        "~ WS 南网格: 原名为名WS, 边界变动，占其面积 20.0%",
    ]
    assert (area.parent.code, area.level, area.name_en) == ("W", "grid", "Name WS")
    assert boundary(land, "WS").equals(moved[0][2])
    assert 46.0 < area.lat < 46.04
    assert land.areas.filter(valid_to=None).count() == 5


def test_what_an_area_was_stays_readable(land, tmp_path):
    bring(drawn(tmp_path / "grids.shp", [("WS", "南网格", SOUTH.buffer(-0.001))]))

    former = FormerState.objects.get(area__code="WS", area__net=land)
    assert (former.name, former.until.number) == ("名WS", 2)
    assert shapely.from_wkb(bytes(former.geometry)).equals(SOUTH)


def test_the_record_says_which_file_and_the_file_is_kept(land, tmp_path):
    path = drawn(tmp_path / "grids.geojson", [("WS", "南", SOUTH)], crs="EPSG:4326")

    bring(path, declared=Declared(Datum.GCJ02))

    source = Record.objects.latest("id").data["source"]
    assert (source["file"], source["ground"]) == ("grids.geojson", "GCJ-02, WGS 84")
    with open_kept(source["path"]) as kept:
        assert kept.read() == path.read_bytes()
    assert land.versions.get(number=2).source == source


def test_the_same_file_again_changes_and_records_nothing(land, tmp_path):
    path = drawn(tmp_path / "grids.shp")
    bring(path)
    before = state()

    assert not bring(path).diff
    assert state() == before


def test_a_table_adds_areas_below_those_that_are_there(land, tmp_path):
    rows = [HEAD, ["E1", "E", "grid", "东一"], ["E2", "E", "grid", "东二"]]

    plan = bring(table(tmp_path / "grids.csv", rows))

    added = land.areas.get(code="E1")
    assert plan.diff.counts == {"added": 2, "changed": 0, "ended": 0}
    assert (added.parent.code, added.valid_from) == ("E", date(2026, 9, 8))


def test_levels_may_be_called_by_their_name_and_left_to_the_door(land, tmp_path):
    path = table(tmp_path / "grids.csv", [["code", "name"], ["E1", "东一"]])

    bring(path, level="grid", below="E")

    assert land.areas.get(code="E1").parent.code == "E"


def test_what_the_file_does_not_have_ends_when_it_replaces(land, tmp_path):
    path = drawn(tmp_path / "grids.shp", [("W1", "西网格", SOUTH.union(NORTH))])

    plan = bring(path, level="grid", below="W", replaces=True)

    assert [row.code for row in plan.diff.ended] == ["WN", "WS"]
    assert set(land.areas.filter(valid_to=None).values_list("code", flat=True)) == set("CWE") | {
        "W1"
    }


@pytest.mark.parametrize("datum", list(Datum))
def test_every_datum_comes_to_the_same_ground(land, tmp_path, datum):
    shown = [("WS", "南", geometry_from_wgs84(SOUTH, datum))]

    bring(drawn(tmp_path / "a.geojson", shown, crs="EPSG:4326"), declared=Declared(datum))

    assert boundary(land, "WS").hausdorff_distance(SOUTH) < 1e-6


@pytest.mark.parametrize("datum", [None, Datum.GCJ02])
def test_a_projection_of_cgcs2000_is_undone(land, tmp_path, datum):
    to_zone = Transformer.from_crs("EPSG:4490", "EPSG:4531", always_xy=True)
    shown = geometry_from_wgs84(SOUTH, datum or Datum.CGCS2000)
    flat = shapely.transform(shown, lambda p: list(zip(*to_zone.transform(*p.T), strict=True)))
    path = drawn(tmp_path / "grids.shp", [("WS", "南", flat)], crs="EPSG:4531")

    bring(path, declared=Declared(datum))

    assert boundary(land, "WS").hausdorff_distance(SOUTH) < 1e-6


def test_a_shapefile_without_a_coordinate_system_is_refused_until_one_is_declared(land, tmp_path):
    path = zipped(drawn(tmp_path / "grids.shp"), leaving={".prj"})

    ((row, sentence),) = faults(path)

    assert (row, sentence[:20]) == (0, "文件没有说明坐标的基准（shapefil")
    assert bring(path, declared=Declared(Datum.WGS84)).diff


def test_an_old_datum_is_refused(land, tmp_path):
    path = drawn(tmp_path / "grids.shp", crs="EPSG:4610")

    ((row, sentence),) = faults(path)

    assert row == 0
    assert sentence.startswith("Xian 1980 的坐标")


def test_every_boundary_at_fault_is_named_where_it_is(land, tmp_path):
    rows = [
        ("X1", "结", BOW),
        ("X2", "空", shapely.Polygon()),
        ("X3", "无", None),
        ("X4", "线", shapely.LineString([(130, 46), (130.1, 46.1)])),
        ("X5", "米", shapely.box(500_000, 46, 500_100, 47)),
        ("X6", "反", shapely.box(46.0, 130.0, 46.1, 130.1)),
    ]
    path = drawn(tmp_path / "grids.gpkg", rows)

    assert faults(path, level="grid", below="W") == [
        (1, "边界在 130.05 46.05 处自相交，请在那里重新绘制。"),
        (2, "边界是空的，请重新绘制。"),
        (3, "没有边界，请绘制边界，或去掉这一项。"),
        (4, "该网格体系划分地面，请画面，不要画线。"),
        (5, "数字不是经纬度，请说明所用的投影。"),
        (6, "经度和纬度颠倒了，请先写经度。"),
    ]


def test_every_row_at_fault_in_a_table_is_named(land, tmp_path):
    rows = [
        HEAD,
        ["A", "B", "town", "一"],
        ["B", "A", "town", "二"],
        ["D", "W", "grid", "三"],
        ["D", "E", "grid", "四"],
        ["F", "nowhere", "grid", "五"],
        ["G", "W", "hamlet", "六"],
        ["H", "W", "grid", ""],
        ["I", "W", "town", "七"],
    ]

    assert faults(table(tmp_path / "grids.csv", rows, encoding="gb18030")) == [
        (2, "经由上级又回到自己之下，请改正上级。"),
        (3, "经由上级又回到自己之下，请改正上级。"),
        (5, "编码 D 在第 4 行已用过，请各用各的编码。"),
        (6, "名单里没有它的上级网格。请补上，或改正上级编码。"),
        (7, "该网格体系没有这个层级。请改用已有层级，或先补上这个层级。"),
        (8, "没有名称，请填上名称。"),
        (9, "上级网格的层级必须更高。请改正其中一个的层级。"),
    ]


def test_faults_of_cells_and_of_relations_are_told_together(land, tmp_path):
    rows = [[*HEAD, "valid_from"], ["A", "nobody", "grid", "一", "soon"]]

    assert [row for row, _said in faults(workbook(tmp_path / "a.xlsx", rows))] == [2, 2]


def test_an_area_below_one_that_would_end_is_named(land, tmp_path):
    path = table(tmp_path / "towns.csv", [HEAD, ["E", "C", "town", "名E"]])

    found = faults(path, replaces=True)

    assert [(row, sentence.split(":")[0]) for row, sentence in found] == [
        (0, "WN 名WN"),
        (0, "WS 名WS"),
    ]


def test_what_is_said_at_the_door_and_is_not_in_the_net_is_refused(land, tmp_path):
    path = table(tmp_path / "a.csv", [HEAD, ["E1", "E", "grid", "东一"]])

    assert faults(path, level="hamlet", below="nowhere") == [
        (0, "没有 hamlet 这一级；可用的有：city, town, grid。"),
        (0, "该网格体系没有网格 nowhere，请给出已有网格的编码。"),
    ]


def test_an_area_that_lies_elsewhere_is_refused(land, tmp_path):
    rows = [[*HEAD, "前身"], ["E1", "E", "grid", "东一", "gone、WS"]]

    assert faults(table(tmp_path / "a.csv", rows), below="W") == [
        (2, "不在 W 之下，请改正上级。"),
        (2, "该网格体系没有网格 gone，请给出已有网格的编码。"),
    ]


def test_an_area_that_begins_later_is_refused(land, tmp_path):
    rows = [[*HEAD, "valid_from"], ["E1", "E", "grid", "一", "2026-12-01"]]

    assert faults(table(tmp_path / "a.csv", rows)) == [
        (2, "它从2026年12月1日才开始，请按那一天导入。")
    ]


def test_of_a_net_that_changed_meanwhile_the_change_is_refused(land, tmp_path):
    path = drawn(tmp_path / "grids.shp", GRIDS)
    bring(drawn(tmp_path / "other.shp", [("WS", "别名", SOUTH)]))
    before = state()

    with pytest.raises(AlreadyDone):
        bring(path, seen=Seen(1))
    assert state() == before


def test_a_net_that_is_not_there_is_refused_with_those_that_are(land, tmp_path):
    with pytest.raises(NotFound) as refusal:
        import_areas(read_file(drawn(tmp_path / "a.shp")), Into("nowhere"), actor=SYSTEM, now=NOON)

    assert "trial" in str(refusal.value)


def test_it_takes_the_same_few_statements_for_any_number_of_areas(
    land, tmp_path, django_assert_max_num_queries
):
    rows = [HEAD, *([f"E{n}", "E", "grid", f"东{n}"] for n in range(50))]

    with django_assert_max_num_queries(21):
        bring(table(tmp_path / "grids.csv", rows))


def coded(land, pattern="{parent}-{number:02}"):
    """The small land with a pattern of codes for its grids."""
    levels = [*LEVELS[:2], {**LEVELS[2], "code": pattern}]
    load_net(replace(LAND, levels=levels), land_rows(), actor=SYSTEM, now=NOON)


def test_new_areas_without_a_code_get_the_next_one_of_their_level(land, tmp_path):
    coded(land)
    rows = [
        HEAD,
        ["", "E", "grid", "东一"],
        ["", "E", "grid", "东二"],
        ["E-02", "E", "grid", "东三"],
    ]

    bring(table(tmp_path / "grids.csv", rows))

    added = land.areas.filter(parent__code="E").order_by("code")
    assert list(added.values_list("code", "name")) == [
        ("E-01", "东一"),
        ("E-02", "东三"),
        ("E-03", "东二"),
    ]
    assert not bring(table(tmp_path / "again.csv", rows)).diff


def test_a_code_that_was_ever_used_is_not_given_again(land, tmp_path):
    coded(land)
    bring(table(tmp_path / "a.csv", [HEAD, ["", "E", "grid", "东一"]]))
    bring(
        table(tmp_path / "b.csv", [HEAD, ["", "E", "grid", "东二"]]),
        below="E",
        replaces=True,
        now=TUESDAY + timedelta(days=1),
    )

    assert land.areas.get(parent__code="E", valid_to=None).code == "E-02"


@pytest.mark.parametrize("pattern", ["{parent}", "{name}", "{number.name}", "{number[0]}", "{"])
def test_a_pattern_that_cannot_number_areas_is_refused(land, tmp_path, pattern):
    coded(land, pattern)

    ((row, sentence),) = faults(table(tmp_path / "a.csv", [HEAD, ["", "E", "grid", "东一"]]))

    assert row == 0
    assert f"“{pattern}”" in sentence


def test_without_a_pattern_a_code_is_asked_for(land, tmp_path):
    assert faults(table(tmp_path / "a.csv", [HEAD, ["", "E", "grid", "东一"]])) == [
        (2, "没有编码，请给每个网格填上编码。")
    ]
