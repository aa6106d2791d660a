"""How people find a body, its hours, telephone and services by tables: what is wrong is said row by
row, what was written out and brought back changes nothing."""

import pytest
from django.utils.translation import override

from yiwang.foundation.records.models import Record
from yiwang.foundation.sheets.actions.take_list import take_list
from yiwang.portals.casework.tests.staging import actor
from yiwang.structure.administration.kinds.organizations import Organizations
from yiwang.structure.administration.tests.tables import (
    ADMIN,
    NOON,
    applied,
    plan,
    rows_of,
    sentences,
    workbook,
)
from yiwang.structure.organizations.models import Organization
from yiwang.structure.registers.rows import EntryRow
from yiwang.structure.registers.tests.rules import publish

pytestmark = pytest.mark.django_db
BODIES = Organizations()
HEAD = ["编码", "名称", "类别", "所辖区域编码", "怎么找到", "开放时间", "服务电话", "能办什么"]
OPEN = ("中山街 5 号", "周一至周五 8:30–17:00", "0511-85550000", "助餐；日间照料")


def canteen(*opening, code="SQ-1"):
    return [code, "社区食堂", "服务点", "90010101", *opening]


def kept(code="SQ-1"):
    body = Organization.objects.get(code=code)
    return (body.whereabouts, body.hours, body.service_line, body.services)


def remarks(found):
    return [each.said(found.sheet) for each in found.remarks]


def listed(*titles):
    """The locality keeps a list of services."""
    entries = [EntryRow(f"s{place}", title) for place, title in enumerate(titles)]
    publish(*entries, key="services", name="服务目录", effect="none")


def test_what_is_brought_is_kept_and_recorded():
    applied(BODIES, workbook(HEAD, canteen(*OPEN)))

    assert kept() == (*OPEN[:3], "助餐、日间照料")
    row = next(row for row in rows_of(BODIES) if row["code"] == "SQ-1")
    assert row["services"] == "助餐; 日间照料"
    applied(BODIES, workbook(["编码", "开放时间"], ["SQ-1", "每天 8:00–18:00"]))
    assert kept() == (OPEN[0], "每天 8:00–18:00", OPEN[2], "助餐、日间照料")
    last = Record.objects.filter(subject=BODIES.subject).order_by("id").last()
    assert last.data["fields"] == {"hours": [OPEN[1], "每天 8:00–18:00"]}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_taken_and_brought_back_changes_nothing(language, form):
    applied(BODIES, workbook(HEAD, canteen(*OPEN)))
    Organization.objects.filter(code="ZJ-9001").update(
        hours="随时", services="甲，乙,丙", lng=1, lat=2
    )
    with override(language):
        content = take_list(BODIES, form, actor=actor(ADMIN), now=NOON)

    found = plan(BODIES, content)

    assert (sentences(found), found.changes) == ([], [])


def test_an_empty_cell_takes_away_and_a_missing_column_leaves():
    applied(BODIES, workbook(HEAD, canteen(*OPEN)))

    applied(BODIES, workbook(["编码", "能办什么"], ["SQ-1", ""]))

    assert kept() == (*OPEN[:3], "")


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("周一至周五", "请写清几点到几点开放"),
        ("周一至周五 8:30", "请写清几点到几点开放"),
        ("8.30-17.00", "请写清几点到几点开放"),
        ("9-17", "请写清几点到几点开放"),
        ("8:30–12:00，14:00", "请写清几点到几点开放"),
        ("8:30–25:00", "“8:30–25:00”里有不存在的时间"),
        ("8:75–17:00", "“8:75–17:00”里有不存在的时间"),
        ("17:00–8:30", "“17:00–8:30”结束早于开始"),
        ("周一至周八 8:30–17:00", "没有这样的星期几"),
    ],
)
def test_hours_by_which_nobody_knows_when_to_come_are_told_with_row_and_column(hours, said):
    found = plan(BODIES, workbook(HEAD, canteen(*OPEN), canteen("", hours, "", "", code="SQ-2")))

    assert [(each.row, each.column) for each in found.faults] == [(3, "开放时间 (F)")]
    assert said in sentences(found)[0]


@pytest.mark.parametrize(
    "hours",
    [
        "周一至周五 8:30–12:00 13:30–17:30；周六 9:00-12:00",
        "每天 8：00至20：00",
        "周二、周四 9:00—16:00（法定节假日除外）",
        "全天",
        "24 小时",
        "提前 2 小时预约",
        "夜间 20:00–次日 6:00",
        "Mon–Fri 8:30 to 17:00",
    ],
)
def test_hours_are_taken_in_the_words_that_people_write(hours):
    assert plan(BODIES, workbook(HEAD, canteen("", hours, "", ""))).faults == []


@pytest.mark.parametrize("line", ["找王主任", "0511-8555 转", "8:30"])
def test_a_telephone_that_is_none_is_told(line):
    found = plan(BODIES, workbook(HEAD, canteen("", "", line, "")))

    assert [(each.row, each.column) for each in found.faults] == [(2, "服务电话 (G)")]
    assert "电话请写号码" in sentences(found)[0]


@pytest.mark.parametrize("line", ["12345", "(0511) 8555-0000 转 802", "+86 511 85550000、96345"])
def test_telephones_are_taken_as_offices_write_them(line):
    found = plan(BODIES, workbook(HEAD, canteen("", "", line, "")))

    assert (found.faults, remarks(found)) == ([], [])


def test_a_mobile_number_is_pointed_out_and_stops_nothing():
    found = plan(BODIES, workbook(HEAD, canteen("", "", "138 0013 8000", "")))

    assert found.faults == []
    assert "这是手机号码" in remarks(found)[0]


def test_a_service_that_is_not_in_the_list_of_services_is_refused_by_row():
    listed("政务代办", "助餐", "日间照料")

    found = plan(
        BODIES, workbook(HEAD, canteen(*OPEN), canteen("", "", "", "政务代办、代餐", code="SQ-2"))
    )

    assert [(each.row, each.column) for each in found.faults] == [(3, "能办什么 (H)")]
    assert "没有“代餐”这项服务" in sentences(found)[0]
    assert "例如助餐" in sentences(found)[0]
    assert "先列入《服务目录》" in sentences(found)[0]


def test_where_no_list_is_kept_a_service_that_nobody_offers_is_pointed_out():
    Organization.objects.filter(code="ZJ-9001").update(services="政务代办")

    found = plan(
        BODIES,
        workbook(
            HEAD, canteen("", "", "", "政务代辨"), canteen("", "", "", "政务代办", code="SQ-2")
        ),
    )

    assert found.faults == []
    assert [said.partition("：")[0] for said in remarks(found)] == [
        "工作表“Sheet”，第 2 行，“能办什么 (H)”列"
    ]
    assert "例如政务代办" in remarks(found)[0]


def test_what_stood_there_before_is_nobodys_fault():
    listed("助餐")
    Organization.objects.filter(code="ZJ-9001").update(
        hours="随时", service_line="王主任", services="代餐"
    )

    found = plan(
        BODIES, workbook(["编码", "名称", "能办什么"], ["ZJ-9001", "东县住房局", "代餐;助餐"])
    )

    assert found.faults == []
    assert found.changes[0].after["services"] == "代餐; 助餐"
