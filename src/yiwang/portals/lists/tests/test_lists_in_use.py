"""Registers on pages: gaps and targets on the desk, open lists for everybody."""

import csv
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.structure.registers.models import Reading, Register

pytestmark = pytest.mark.django_db
GAPS = "/desk/rules/registers/equipment/gaps"
WEST, CITY = "supervisor.9002", "supervisor.90"


def counted(username=CLERK, **changes):
    today = timezone.localdate().isoformat()
    sent = {"entry": "rooms", "area": "90010101", "value": "1", "on": today, "source": "现场清点"}
    return client_of(username).post(GAPS, sent | changes)


def shown(path, username=CLERK):
    return words_of(client_of(username).get(path).content.decode())


def test_a_standard_shows_what_is_missing_and_where():
    before = shown(GAPS)
    assert "每个社区一名受理员 6 共 6 个，已达到" in before
    assert "6 还没有清点" in before

    answer = counted()

    assert answer.status_code == 302
    after = shown(GAPS)
    assert "临江社区 2 1 1" in after
    assert "现场清点" in after


def test_the_report_goes_out_as_a_workbook_with_every_row():
    counted()

    answer = client_of(CLERK).get(f"{GAPS}.xlsx")

    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 1 + 3 * 6
    room = next(row for row in rows if row[0] == "每个社区两间活动室" and row[1] == "90010101")
    assert room[2:6] == ("临江社区", 2, 1, 1)
    assert sum(1 for row in rows if row[4] == "不清楚") == 5 + 6


def test_faults_are_said_and_nothing_is_written_by_strangers():
    answer = counted(value="很多")
    assert answer.status_code == 422
    assert "请写数字" in words_of(answer.content.decode())
    assert counted(WEST).status_code == 422

    assert Reading.objects.count() == 0


def test_a_target_shows_how_far_one_is():
    path = "/desk/rules/registers/aims/progress"
    today = timezone.localdate().isoformat()
    sent = {"entry": "solved", "value": "88", "on": today, "source": "台账"}

    answer = client_of(CITY).post(path, sent)

    assert answer.status_code == 302
    page = shown(path)
    assert "88" in page
    assert "92%" in page  # 88 of 95
    assert "不低于 95%" in page
    assert "不超过 40 件" in page


def aimed(entry, value):
    today = timezone.localdate().isoformat()
    sent = {"entry": entry, "value": value, "on": today, "source": "台账"}
    return client_of(CITY).post("/desk/rules/registers/aims/progress", sent)


@pytest.mark.parametrize("typed", ["98.39", "98.39%", "98.39 %", "98.39％"])
def test_a_share_is_typed_and_shown_in_percent(typed):
    assert aimed("solved", typed).status_code == 302

    assert str(Reading.objects.get().value) == "98.3900"
    page = shown("/desk/rules/registers/aims/progress")
    assert "98.39%" in page
    assert "98.3900" not in page
    assert "95%" in shown("/desk/rules/registers/aims")


@pytest.mark.parametrize(
    ("entry", "typed", "said"),
    [
        ("solved", "0.9839", "请写 98.39%"),
        ("repeats", "12 %", "不按百分比"),
    ],
)
def test_what_may_be_meant_otherwise_is_asked_about(entry, typed, said):
    answer = aimed(entry, typed)

    assert answer.status_code == 422
    assert said in words_of(answer.content.decode())
    assert not Reading.objects.exists()


def test_a_share_that_is_so_small_can_be_typed():
    assert aimed("solved", "0.5 %").status_code == 302

    assert str(Reading.objects.get().value) == "0.5000"


def test_what_is_open_is_read_and_downloaded_by_everybody():
    page = words_of(Client().get("/registers/equipment").content.decode())
    listed = words_of(Client().get("/registers/").content.decode())

    assert "服务站配置标准" in listed
    assert "试城服务站规范" in page  # what it rests on
    assert "每个社区两间活动室" in page
    text = Client().get("/registers/equipment.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text)))
    assert [row["key"] for row in rows] == ["clerks", "rooms", "signs"]
    assert "entered_by" not in rows[0]
    found = Client().get("/registers/equipment.json").json()
    assert (found["version"], found["basis"]) == (1, "试城服务站规范")
    assert found["entries"][1]["outcome"]["value"] == 2


@pytest.mark.parametrize("ending", ["", ".csv", ".json"])
def test_what_is_not_open_is_not_there(ending):
    assert Client().get(f"/registers/triage{ending}").status_code == 404
    Register.objects.filter(key="triage").update(is_public=True)

    assert Client().get(f"/registers/triage{ending}").status_code == 200
    assert "三类" not in words_of(Client().get("/registers/none").content.decode())


def test_whoever_publishes_says_whether_it_stands_open():
    client = client_of(CITY)
    rules = "/desk/rules/registers/aims/draft"
    seen = client.get(rules).context["sheet"].seen
    client.post(rules, {"seen": seen, "remove": "2"})
    seen = client.get(rules).context["sheet"].seen
    sent = {
        "seen": seen,
        "on": timezone.localdate().isoformat(),
        "basis": "年中调整",
        "is_public": "1",
    }

    answer = client.post(f"{rules}/publish", sent)

    assert answer.status_code == 302
    assert Client().get("/registers/aims").status_code == 200
