"""The ledger: filters, words, numbers, paging, and what leaves the house."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Invalid
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases import policies
from yiwang.work.cases.actions import export_ledger as exporting
from yiwang.work.cases.actions.export_ledger import TooMany, export_ledger
from yiwang.work.cases.queries import Filters, ledger
from yiwang.work.cases.reports import Place

WAGES = {"kind": "rights.wages", "contact": "13812341234", "text": "工资三个月没发"}


@pytest.fixture
def page(now, db):
    def listed(filters=Filters(), after=None, by="supervisor.90", **options):  # noqa: B008  # frozen
        account_id = get_user_model().objects.get(username=by).pk
        return ledger(account_id, filters, after, now=now, **options)

    return listed


@pytest.fixture
def numbers(page):
    return lambda **filters: [row.number for row in page(Filters(**filters)).rows]


def test_shows_a_line_for_each_case_the_latest_first(report, page, now):
    report()
    answer, case = report(kind="water.outage", text="停水两天", channel="rest")

    row, _earlier = page().rows

    assert (row.case_id, row.number, row.kind, row.text) == (
        case.pk,
        answer.number,
        "停水",
        "停水两天",
    )
    assert row.area == "试城 / 东县 / 河口镇 / 临江社区 / 第一网格"
    assert (row.stage, row.channel, row.is_open, row.reported_at) == ("民意收集", "rest", True, now)


@pytest.mark.parametrize("words", ["漏水", "楼道 三天", "水", "ABC", "abc12", "漏水三天"])
def test_finds_two_character_words_single_ones_and_latin(report, numbers, words):
    answer, _case = report(text="楼道漏水三天，abc123")
    report(text="路灯不亮")

    assert numbers(text=words) == [answer.number]


@pytest.mark.parametrize("words", ["道灯", "水漏", "！", "' | 漏:*"])
def test_finds_nothing_that_is_not_written(report, numbers, words):
    report(text="路灯不亮，道路")

    assert numbers(text=words) == []


def test_finds_the_place_and_the_number(report, numbers):
    answer, _case = report(place_text="幸福小区3号楼")
    report()

    assert numbers(text="幸福") == [answer.number]
    assert numbers(number=f" {answer.number} ") == [answer.number]
    assert numbers(number=answer.number[:-1]) == []


@pytest.mark.parametrize("sought", ["13812341234", "138 1234 1234", "11010519491231002X"])
def test_nobody_is_found_by_their_number(report, numbers, sought):
    report(text=f"请打{sought}找我")

    with pytest.raises(Invalid):
        numbers(text=sought)


def test_confidential_cases_are_not_found_by_words(report, page):
    _answer, case = report(**WAGES)

    assert [row.case_id for row in page(by="clerk.90010101").rows] == [case.pk]
    assert page(Filters(text="工资"), by="clerk.90010101").rows == []


def test_filters_narrow_it(report, answered, act, numbers, now):
    leak, _case = report()
    outage, _case = report(kind="water.outage", place=Place(130.025, 46.15))
    closed, case = answered(at=now)
    act(case, "rate", grade=5)

    assert numbers(state="open") == [outage.number, leak.number]
    assert numbers(state="closed") == [closed.number]
    assert numbers(kind="water") == numbers(kind="water.outage") == [outage.number]
    assert numbers(area_id=area_by_code("90010102").pk) == [outage.number]
    assert numbers(area_id=area_by_code("9002").pk) == []
    assert numbers(since=date(2026, 9, 8)) == []
    assert len(numbers(since=date(2026, 9, 7), until=date(2026, 9, 7))) == 3
    assert numbers(channel="phone") == []


def test_pages_by_key(report, page):
    given = [report()[0].number for _ in range(5)]

    first = page(size=2)
    second = page(after=first.next_after, size=2)
    third = page(after=second.next_after, size=2)

    listed = [row.number for one in (first, second, third) for row in one.rows]
    assert listed == given[::-1]
    assert third.next_after is None


@pytest.mark.parametrize("by", ["supervisor.90", "supervisor.9001", "clerk.90010101"])
@pytest.mark.parametrize("sought", [Filters(), Filters(text="漏水"), Filters(kind="housing")])
def test_a_page_of_many_is_the_same_as_one_of_few(report, page, monkeypatch, by, sought):
    for text in ("漏水", "停电", "漏水", "路灯不亮", "漏水"):
        report(text=text)
        report(text=text, place=Place(130.22, 46.05))
        report(**WAGES)
    gathered = page(sought, by=by).rows

    monkeypatch.setattr(policies, "FEW", 0)
    monkeypatch.setattr(import_module("yiwang.work.cases.queries.ledger"), "LATELY", 4)
    pages = [page(sought, by=by, size=2)]
    while pages[-1].next_after:
        pages.append(page(sought, pages[-1].next_after, by=by, size=2))

    assert len(gathered) > 2
    assert [row for each in pages for row in each.rows] == gathered


def test_takes_seven_queries_for_any_length(report, now):
    for _ in range(4):
        report()
    account_id = get_user_model().objects.get(username="supervisor.90").pk

    with CaptureQueriesContext(connection) as captured:
        page = ledger(account_id, Filters(), now=now)

    assert len(page.rows) == 4
    # whether it reaches many, twice whether the whole; cases, paths, what came before, who may see
    # that
    assert len(captured) == 7


@pytest.mark.mechanism("JMS-64")
def test_an_export_holds_no_contacts_and_masks_numbers(report, actor_of, now):
    report(text="请打13812341234", contact="13912341234")
    answer, _case = report(text="=HYPERLINK(1)")

    content = export_ledger(Filters(), actor=actor_of("supervisor.90"), now=now)

    lines = content.decode("utf-8").splitlines()
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(lines) == 3
    assert lines[1].startswith(f"{answer.number},2026-09-07 09:00,房屋漏水,试城 / ")
    assert lines[1].endswith(",'=HYPERLINK(1)")
    assert lines[2].endswith(",请打138****1234")
    assert "1391" not in content.decode()


def test_an_export_is_recorded_with_its_number_of_cases(report, actor_of, now):
    report()

    export_ledger(Filters(kind="housing"), actor=actor_of("supervisor.90"), now=now)

    record = Record.objects.get(name="cases.ledger.exported")
    assert (record.data["cases"], record.data["kind"]) == (1, "housing")


def test_an_export_leaves_confidential_cases_out(report, actor_of, now):
    report(**WAGES)

    content = export_ledger(Filters(), actor=actor_of("clerk.90010101"), now=now)

    assert len(content.decode().splitlines()) == 1


def test_an_export_has_a_limit(report, actor_of, record_count, now, monkeypatch):
    monkeypatch.setattr(exporting, "MOST_ROWS", 1)
    report()
    report()
    before = record_count()

    with pytest.raises(TooMany):
        export_ledger(Filters(), actor=actor_of("supervisor.90"), now=now)

    assert record_count() == before


def test_old_days_are_left_out(report, numbers, now):
    report(at=now - timedelta(days=3))

    assert numbers(since=date(2026, 9, 5)) == []
    assert len(numbers(until=date(2026, 9, 4))) == 1
