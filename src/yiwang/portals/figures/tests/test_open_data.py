"""Published tables through the pages and downloads of everybody."""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.insight.disclosure.actions.release_span import release_span
from yiwang.insight.disclosure.models import Release
from yiwang.insight.disclosure.tasks import release_due
from yiwang.insight.disclosure.tests.attacker import Attacker
from yiwang.insight.disclosure.tests.knowing import take_in_all_cases
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db
CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 10, 9, 4, tzinfo=CHINA)
MONTHS = {7: "2026-07", 8: "2026-08", 9: "2026-09"}
TOWNS = {"900101": "9001010101", "900102": "9001020101", "900201": "9002010101"}


@dataclass(frozen=True)
class Some:
    """So many cases of a kind in a grid in a month of 2026."""

    number: int
    grid: str = "9001010101"
    kind: str = "sanitation.litter"
    month: int = 9


def stand(*groups: Some) -> None:
    for some in groups:
        area, kind = area_by_code(some.grid), type_by_key(some.kind)
        for _ in range(some.number):
            serial = Case.objects.count()
            Case.objects.create(
                number=f"99{serial:06}",
                tracking_digest=f"{serial:064}",
                type=kind,
                text="路灯不亮",
                channel="web",
                area=area,
                reported_at=datetime(2026, some.month, 12, 9, tzinfo=CHINA),
            )
    take_in_all_cases(NOW)


def downloaded(version: str) -> dict:
    return Client().get(f"/figures/data/{version}.json").json()


def number(document: dict, area: str, kind: str = "all", fate: str = "reported") -> int | None:
    [found] = [
        row["number"]
        for row in document["rows"]
        if (row["area"], row["kind"], row["fate"]) == (area, kind, fate)
    ]
    return found


def test_a_month_is_published_by_area_and_kind_once_it_is_over_for_seven_days():
    stand(Some(40), Some(30, "9002010101"), Some(25, "9002010101", "housing.leak"))
    stand(
        Some(31, "9001020101", "housing.leak"), Some(22, "9001020101"), Some(27, kind="other.other")
    )

    assert release_due(datetime(2026, 10, 7, 4, tzinfo=CHINA)) == 0
    assert Client().get("/figures/data/2026-09.json").status_code == 404
    release_due(NOW)

    table = downloaded("2026-09")
    assert (table["first"], table["last"]) == ("2026-09-01", "2026-09-30")
    assert table["licence"] == "CC BY 4.0"
    assert number(table, "90") == 175
    assert number(table, "90", "sanitation") == 92
    assert number(table, "9001") == 120
    assert number(table, "900102") is None  # none at all is fewer than ten
    page = words_of(Client().get("/figures/data/2026-09").content.decode())
    assert "试城 175" in page
    assert "东县 120" in page


def test_csv_says_the_same_and_opens_in_a_spreadsheet():
    stand(Some(40), Some(30, "9002010101"), Some(3, "9002010101", "housing.leak"))
    release_due(NOW)

    answer = Client().get("/figures/data/2026-09.csv")

    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    told = [(r["area"], r["kind"], r["fate"], r["number"]) for r in rows]
    said = downloaded("2026-09")["rows"]
    assert told == [
        (r["area"], r["kind"], r["fate"], "" if r["number"] is None else str(r["number"]))
        for r in said
    ]
    assert set(rows[0]) == set(downloaded("2026-09")["columns"])


def test_confidential_kinds_are_nowhere_not_even_in_the_sums():
    stand(Some(40), Some(30, "9002010101"), Some(50, "9002010101", "rights.wages"))
    release_due(NOW)

    table = downloaded("2026-09")

    assert number(table, "90") == 70
    assert number(table, "90", "rights") is None
    assert "rights.wages" not in str(table)


def test_areas_of_which_nothing_is_told_are_folded():
    stand(Some(40), Some(30, "9002010101"))
    release_due(NOW)

    page = Client().get("/figures/data/2026-09")
    shown = page.context["by_fate"]

    table = downloaded("2026-09")
    silent = {
        area["key"]
        for area in table["areas"]
        if all(number(table, area["key"], fate=fate["key"]) is None for fate in table["fates"])
    }
    assert {area.key for area in shown.silent} == silent - {"90"} != set()
    assert {line.area.key for line in shown.lines}.isdisjoint(silent - {"90"})
    assert len(shown.lines) + len(shown.silent) == len(table["areas"])
    assert f"另有 {len(shown.silent)} 个区域，没有一个数可以公布" in words_of(page.content.decode())


def test_what_is_published_stays_as_it_was():
    stand(Some(40), Some(30, "9002010101"))
    release_due(NOW)
    before = downloaded("2026-09")

    stand(Some(11))
    release_due(NOW)

    assert downloaded("2026-09") == before
    with pytest.raises(AlreadyDone):
        release_span("month", date(2026, 9, 1), actor=SYSTEM, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE disclosure_release SET counts = '{}'")


def test_a_correction_is_a_version_of_its_own_with_its_reason():
    stand(Some(40), Some(30, "9002010101"))
    release_due(NOW)
    first = downloaded("2026-09")
    stand(Some(25))

    made = release_span("month", date(2026, 9, 1), actor=SYSTEM, now=NOW, why="补录一批纸质登记")

    corrected = downloaded("2026-09-v2")
    assert downloaded("2026-09") == first
    assert (number(first, "90"), number(corrected, "90")) == (70, 95)
    assert corrected["corrected_because"] == "补录一批纸质登记"
    assert "补录一批纸质登记" in words_of(Client().get("/figures/data").content.decode())
    [record] = history_of(("disclosure.release", made.pk))
    assert (record.name, record.data["why"]) == ("disclosure.release.published", made.why)


def test_a_correction_by_a_few_tells_nothing_of_them():
    stand(Some(40), Some(30, "9002010101"))
    release_due(NOW)
    stand(Some(3))

    release_span("month", date(2026, 9, 1), actor=SYSTEM, now=NOW, why="重复登记已合并")

    first, second = downloaded("2026-09"), downloaded("2026-09-v2")
    for before, after in zip(first["rows"], second["rows"], strict=True):
        if None not in (before["number"], after["number"]):
            assert abs(before["number"] - after["number"]) in (0, *range(10, 99))
    assert number(second, "90") is None


def test_months_and_their_quarter_give_no_small_number_away():
    """By area and kind over three months, with their quarter: 2 in one place, 3 in another."""
    for month, extra in zip(MONTHS, (0, 4, 9), strict=True):
        stand(
            Some(40 + extra, month=month),
            Some(30, "9002010101", month=month),
            Some(2, "9001020101", month=month),
            Some(12 + extra, "9001020101", "housing.leak", month=month),
            Some(3 + extra, "9002010101", "water.outage", month=month),
        )
    assert release_due(NOW) == 4

    tables = [downloaded(version) for version in (*MONTHS.values(), "2026-Q3")]
    found = Attacker(tables, {"2026-Q3": tuple(MONTHS.values())}).recovered()

    assert {cell: told for cell, told in found.items() if told < 10} == {}
    assert number(tables[-1], "90") is not None
    naive = [_with_small_ones_left_out(each) for each in tables]
    broken = Attacker(naive, {"2026-Q3": tuple(MONTHS.values())}).recovered()
    assert 2 in broken.values()


def _with_small_ones_left_out(table: dict) -> dict:
    """The same from the true numbers, if only those below ten were left out."""
    span = "quarter" if "Q" in table["version"] else "month"
    counts = Release.objects.get(span=span, first=date.fromisoformat(table["first"])).counts
    rows = [
        {**row, "number": count if count >= 10 else None}
        for row, count in zip(table["rows"], counts, strict=True)
    ]
    return {**table, "rows": rows}


def test_a_quarter_waits_for_its_months():
    stand(Some(40))

    with pytest.raises(Invalid):
        release_span("quarter", date(2026, 7, 1), actor=SYSTEM, now=NOW)


def test_addresses_that_name_nothing_are_answered_so():
    for version in ("2026-13", "2026-Q9", "nonsense", "2026-09-vx", "２０２６-09", "0-0"):
        assert Client().get(f"/figures/data/{version}").status_code == 404
    assert Client().get("/figures/data").status_code == 200
    assert Client().get("/figures/data/index.json").json()["tables"] == []
