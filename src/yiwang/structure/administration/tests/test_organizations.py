"""Bodies and links by tables: what is wrong is said row by row, what is right applied as seen."""

from io import BytesIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, Forbidden
from yiwang.foundation.sheets.actions.apply_table import apply_table
from yiwang.foundation.sheets.actions.take_list import take_list
from yiwang.foundation.sheets.faults import FaultyTable
from yiwang.foundation.sheets.models import Upload
from yiwang.foundation.sheets.workbook import template
from yiwang.foundation.sheets.workbook import workbook as written
from yiwang.portals.casework.tests.staging import actor
from yiwang.structure.administration.kinds import KINDS
from yiwang.structure.administration.kinds.links import Links
from yiwang.structure.administration.kinds.organizations import Organizations
from yiwang.structure.administration.tests.tables import (
    ADMIN,
    NOON,
    applied,
    brought,
    plan,
    rows_of,
    sentences,
    text,
    told,
    workbook,
)
from yiwang.structure.organizations.models import Organization
from yiwang.structure.territory.datums import Datum, from_wgs84

pytestmark = pytest.mark.django_db
BODIES, LINKS = Organizations(), Links()
HEAD = ["编码", "名称", "类别", "所辖区域编码"]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_taken_and_brought_back_changes_nothing(kind, language, form):
    with override(language):
        content = take_list(kind, form, actor=actor(ADMIN), now=NOON)

    found = plan(kind, content)

    assert (sentences(found), found.changes) == ([], [])
    assert found.unchanged == kind.count() > 0


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_template_is_read_and_has_no_row(kind):
    found = plan(kind, template(kind))

    assert sentences(found) == [f"工作表“{kind.title}”：表里没有数据，请每个占一行填写。"]


PLACED = ["编码", "名称", "类别", "所辖区域编码", "经度", "纬度", "坐标基准"]


def placed(code, *point):
    return [code, "社区食堂", "服务点", "90010101", *point]


def test_points_are_brought_in_any_datum_kept_in_wgs84_and_written_out_again():
    lng, lat = from_wgs84(121.3812, 31.1127, Datum.GCJ02)
    content = workbook(
        PLACED,
        placed("SQ-1", 121.3812, 31.1127, ""),
        placed("SQ-2", lng, lat, "GCJ-02"),
        placed("SQ-3", "", "", "GCJ-02"),
    )

    applied(BODIES, content)

    kept = Organization.objects.filter(code__startswith="SQ-").order_by("code")
    one, two, three = kept.values_list("lng", "lat")
    assert one == (121.3812, 31.1127)
    assert two == pytest.approx(one, abs=1e-6)
    assert three == (None, None)
    again = plan(BODIES, content)
    assert (sentences(again), again.changes) == ([], [])
    row = next(row for row in rows_of(BODIES) if row["code"] == "SQ-1")
    assert (row["lng"], row["lat"], row["datum"]) == ("121.3812", "31.1127", "wgs84")


def test_a_table_without_points_leaves_them_and_empty_cells_take_them_away():
    applied(BODIES, workbook(PLACED, placed("SQ-1", 121.3812, 31.1127, "")))

    applied(BODIES, workbook(["编码", "名称"], ["SQ-1", "社区食堂一"]))
    assert Organization.objects.get(code="SQ-1").lng == 121.3812

    applied(BODIES, workbook(["编码", "经度", "纬度"], ["SQ-1", "", ""]))
    assert Organization.objects.get(code="SQ-1").lng is None


def test_a_point_is_moved_in_the_record_and_its_last_decimals_are_no_change():
    applied(BODIES, workbook(PLACED, placed("SQ-1", 121.3812, 31.1127, "")))
    Organization.objects.filter(code="SQ-1").update(lng=121.381200000000007)
    assert plan(BODIES, workbook(PLACED, placed("SQ-1", 121.3812, 31.1127, ""))).changes == []

    applied(BODIES, workbook(PLACED, placed("SQ-1", 121.4, 31.1127, "")))

    last = Record.objects.filter(subject=BODIES.subject).order_by("id").last()
    assert Organization.objects.get(code="SQ-1").lng == 121.4
    assert "121.4" in str(last.data)


@pytest.mark.parametrize(
    ("point", "column", "said"),
    [
        ((121.38, "", ""), "纬度 (F)", "请写经度和纬度"),
        (("", 31.1, ""), "经度 (E)", "请写经度和纬度"),
        ((31.1, 121.38, "GCJ-02"), "纬度 (F)", "没有这样的地方"),
        ((181, 31.1, ""), "经度 (E)", "没有这样的地方"),
        (("东经121度", 31.1, ""), "经度 (E)", "不是度数"),
        (("nan", 31.1, ""), "经度 (E)", "不是度数"),
        ((121.38, 31.1, "北京54"), "坐标基准 (G)", "“北京54”"),
    ],
)
def test_a_point_that_is_none_is_told_with_row_and_column(point, column, said):
    found = plan(BODIES, workbook(PLACED, placed("SQ-1", 121.38, 31.1, ""), placed("SQ-2", *point)))

    assert {(each.row, each.column) for each in found.faults} == {(3, column)}
    assert any(said in each for each in sentences(found))


def test_a_datum_alone_says_nothing_of_what_is_kept():
    applied(BODIES, workbook(PLACED, placed("SQ-1", 121.3812, 31.1127, "")))

    found = plan(BODIES, workbook(["编码", "坐标基准"], ["SQ-1", "BD-09"]))

    assert [each.row for each in found.faults] == [2]


def test_what_is_brought_is_shown_field_by_field_applied_and_recorded():
    name = BODIES.rows([("ZJ-9001",)])
    [before] = name
    content = workbook(
        HEAD, ["ZJ-9001", "东县住房局", "部门", "9001"], ["SQ-1", "社区食堂", "服务点", "90010101"]
    )

    found = plan(BODIES, content)
    counts = applied(BODIES, content)

    changed, added = found.changes
    assert (changed.before, changed.after["name"]) == (before, "东县住房局")
    assert (added.before, added.after["state"], added.after["valid_from"]) == (
        None,
        "active",
        "2026-09-07",
    )
    assert counts == {"added": 1, "changed": 1, "ended": 0, "unchanged": 0}
    assert [row["name"] for row in BODIES.rows([("ZJ-9001",), ("SQ-1",)])] == [
        "社区食堂",
        "东县住房局",
    ]
    assert told(BODIES.subject) == [f"{BODIES.subject}.changed", f"{BODIES.subject}.added"]
    record = Record.objects.get(name=f"{BODIES.subject}.changed")
    assert record.data["fields"] == {"name": [before["name"], "东县住房局"]}
    assert plan(BODIES, content).changes == []


def test_a_table_is_applied_once():
    content = workbook(HEAD, ["SQ-1", "社区食堂", "服务点", "90010101"])
    seen = plan(BODIES, content).digest
    pk = brought(BODIES, content)

    for _time in range(2):
        apply_table(pk, BODIES, seen=seen, actor=actor(ADMIN), now=NOON)

    assert brought(BODIES, content) != pk
    assert Upload.objects.get(pk=pk).content is None
    assert told(BODIES.subject) == [f"{BODIES.subject}.added"]
    assert Record.objects.filter(name="sheets.upload.applied").count() == 1


def test_only_what_was_seen_is_applied():
    content = workbook(HEAD, ["ZJ-9001", "东县住房局", "部门", "9001"])
    pk, seen = brought(BODIES, content), plan(BODIES, content).digest
    applied(BODIES, workbook(["编码", "名称"], ["ZJ-9001", "别的名称"]))
    before = rows_of(BODIES)

    with pytest.raises(AlreadyDone, match="先看看现在会改什么"):
        apply_table(pk, BODIES, seen=seen, actor=actor(ADMIN), now=NOON)

    assert rows_of(BODIES) == before


def test_every_bad_row_is_named_and_nothing_is_changed():
    def spoil(sheet):
        sheet.merge_cells("B9:B10")
        sheet["D8"] = "=A1"
        sheet["E8"] = 46000

    head = [*HEAD, "启用日期", "终止日期（不含）"]
    content = workbook(
        head,
        ["SQ-1", "社区食堂", "服务点", "90010101", "2026-13-01", ""],
        ["SQ-2", "", "服务点", "90010101", "", ""],
        ["SQ-2", "双份", "服务点", "90010101", "", ""],
        ["SQ-3", "无此区域", "服务点", "99", "", ""],
        ["SQ-4", "无此类别", "食堂", "90010101", "", ""],
        ["SQ-5", "先终后始", "服务点", "90010101", "2026-09-01", "2026-08-01"],
        ["SQ-6", "公式", "服务点", "", "", ""],
        ["SQ-7", "合并", "服务点", "90010101", "", ""],
        ["SQ-8", "", "服务点", "90010101", "", ""],
        also=spoil,
    )  # fmt: skip
    before = rows_of(BODIES)

    found = plan(BODIES, content)
    pk = brought(BODIES, content)
    with pytest.raises(FaultyTable) as refused:
        apply_table(pk, BODIES, seen=found.digest, actor=actor(ADMIN), now=NOON)

    said = sentences(found)
    assert [sentence.partition("：")[0] for sentence in said] == [
        "工作表“Sheet”，第 2 行，“启用日期 (E)”列",
        "工作表“Sheet”，第 3 行，“名称 (B)”列",
        "工作表“Sheet”，第 4 行，“编码 (A)”列",
        "工作表“Sheet”，第 5 行，“所辖区域编码 (D)”列",
        "工作表“Sheet”，第 6 行，“类别 (C)”列",
        "工作表“Sheet”，第 8 行，“启用日期 (E)”列",
        "工作表“Sheet”，第 8 行，“所辖区域编码”列",
        "工作表“Sheet”，第 9 行",
        "工作表“Sheet”，第 10 行",
        "工作表“Sheet”，第 10 行，“名称 (B)”列",
    ]
    assert str(refused.value).splitlines()[1:] == said
    assert "“2026-13-01”不是日期" in said[0]
    assert "公式" in said[6]
    assert (rows_of(BODIES), told(BODIES.subject)) == (before, [])


def test_an_end_before_its_beginning_is_said_once_single_cells_are_right():
    content = text(
        ["编码", "启用日期", "终止日期（不含）"], ["ZJ-9001", "2026-09-01", "2026-08-01"]
    )

    [said] = sentences(plan(BODIES, content))

    assert said.startswith("工作表“单位”，第 2 行，“终止日期（不含） (C)”列：")
    assert said.endswith("结束日期早于开始日期（2026-09-01），请改正其中一个。")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_that_excel_writes(encoding):
    content = text(HEAD, ["SQ-1", "社区食堂", "服务点", "90010101"], encoding=encoding)

    found = plan(BODIES, content)

    assert [change.after["name"] for change in found.changes] == ["社区食堂"]
    assert found.note == ("按 GB18030 读取文字。" if encoding == "gb18030" else "")


def test_the_whole_list_ends_what_it_does_not_have():
    kept = [row for row in rows_of(BODIES) if row["code"] != "SW-9001"]
    heads = [column.key for column in BODIES.columns]
    content = workbook(heads, *[[row[name] for name in heads] for row in kept])

    assert plan(BODIES, content).changes == []
    counts = applied(BODIES, content, replaces=True)

    assert (counts["ended"], counts["changed"]) == (1, 0)
    [ended] = BODIES.rows([("SW-9001",)])
    assert (ended["state"], ended["valid_to"]) == ("dissolved", "2026-09-07")
    assert told(BODIES.subject) == [f"{BODIES.subject}.ended"]
    assert [row for row in LINKS.rows() if "SW-9001" in (row["source"], row["target"])] == []


def test_links_never_come_round_in_a_circle():
    content = workbook(
        ["source", "kind", "target"],
        ["ZJ-9001", "owns", "SW-9001"],
        ["SW-9001", "owns", "CG-9001"],
        ["CG-9001", "owns", "ZJ-9001"],
    )

    said = sentences(plan(LINKS, content))

    assert len(said) == 3
    assert "绕成了一个圈：东县住建局（ZJ-9001） → 东县水务局（SW-9001） → 东县城管局" in said[0]


def test_a_link_is_made_and_ended_by_its_day():
    new = workbook(["source", "kind", "target"], ["ZJ-9001", "guides", "SW-9001"])
    over = workbook(
        ["source", "kind", "target", "valid_to"], ["ZJ-9001", "guides", "SW-9001", "2026-09-07"]
    )

    assert applied(LINKS, new)["added"] == 1
    assert applied(LINKS, over)["ended"] == 1
    assert told(LINKS.subject) == [f"{LINKS.subject}.added", f"{LINKS.subject}.ended"]


def test_who_keeps_no_master_data_brings_no_table():
    with pytest.raises(Forbidden):
        brought(BODIES, workbook(HEAD), who="clerk.90010101")

    assert Upload.objects.count() == 0


def test_a_workbook_says_how_to_fill_it_in():
    book = load_workbook(BytesIO(template(BODIES)))

    sheet = book["单位"]
    assert [cell.value for cell in sheet[1]][:4] == ["编码 *", "名称 *", "英文名称", "类别 *"]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["D2:D5000"].startswith("lists!$A$2:$A$")
    assert book["lists"].sheet_state == "hidden"
    assert book["填写说明"]["A1"].value == "单位"


def test_a_cell_that_would_be_calculated_is_written_as_text():
    applied(BODIES, text(["编码", "名称"], ["ZJ-9001", "'=1+1"]))
    [row] = BODIES.rows([("ZJ-9001",)])

    assert row["name"] == "=1+1"
    assert plan(BODIES, written(BODIES, [row])).changes == []
