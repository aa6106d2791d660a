"""Figures from outside, through the pages on which people type them in and read them."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.records.models import Record
from yiwang.insight.statistics.models import FormerValue, Statistic
from yiwang.insight.statistics.queries import figures_within, outside_sum
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.structure.territory.queries import area_by_code

pytestmark = pytest.mark.django_db
EAST, WEST, CITY = "supervisor.9001", "supervisor.9002", "supervisor.90"
LIST = "/desk/admin/statistics/"
SOURCE = "区应急局 快报"


def typed(username=EAST, **changes):
    sent = {
        "series": "accidents",
        "area": "9001",
        "organization": "",
        "first": "2026-09-01",
        "last": "2026-09-30",
        "value": "12",
        "source": SOURCE,
        "reason": "",
    }
    return client_of(username).post(f"{LIST}new", sent | changes)


def corrected(figure, username=EAST, **changes):
    key = [("key", part) for part in (figure.series, "", figure.area.code)]
    key += [("key", figure.first.isoformat()), ("key", figure.last.isoformat())]
    address = f"{LIST}row?" + "&".join(f"{name}={value}" for name, value in key)
    client = client_of(username)
    page = client.get(address)
    sent = {field.column.key: field.value for field in page.context["fields"]}
    return client.post(address, {**sent, "seen": page.context["seen"], **changes})


def read(path, username=EAST):
    return words_of(client_of(username).get(path).content.decode())


def months(**values):
    for month, value in values.items():
        year, number = month[1:].split("_")
        last = {"02": 28, "04": 30, "06": 30, "09": 30, "11": 30}.get(number, 31)
        answer = typed(first=f"{year}-{number}-01", last=f"{year}-{number}-{last}", value=value)
        assert answer.status_code == 302, answer.content.decode()


def test_a_figure_is_typed_in_with_its_source_and_marked_as_such():
    answer = typed()

    assert answer.status_code == 302
    page = read("/desk/statistics?area=9001")
    assert "生产安全事故起数" in page
    assert "12 起" in page
    assert f"来源： {SOURCE}" in page
    assert "填报" in page
    assert "都是人工填报的" in page
    record = Record.objects.get(name="statistics.statistic.entered")
    assert record.data["fields"]["value"] == ["", "12"]


def test_month_on_month_and_year_on_year_are_computed():
    months(m2025_09="16", m2026_08="10", m2026_09="12")

    page = read("/desk/statistics/accidents?area=9001")

    assert "+2 (+20%)" in page
    assert "-4 (-25%)" in page


def test_a_correction_says_why_and_keeps_what_was_there():
    typed()
    figure = Statistic.objects.get()

    refused = corrected(figure, value="13")
    assert refused.status_code == 422
    assert "请写明为什么更正" in refused.content.decode()
    done = corrected(figure, value="13", reason="漏报一起，补报")

    assert done.status_code == 302
    figure.refresh_from_db()
    assert figure.value == 13
    former = FormerValue.objects.get()
    assert (former.value, former.statistic) == (12, figure)
    page = read("/desk/statistics/accidents?area=9001")
    assert "前为 12：漏报一起，补报" in page
    names = [each.name for each in Record.objects.filter(subject="statistics.statistic")]
    assert names == ["statistics.statistic.entered", "statistics.statistic.corrected"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": "很多"}, "不是可以保存的数"),
        ({"value": "-1"}, "不是可以保存的数"),
        ({"source": ""}, "来源"),
        ({"last": "2026-08-01"}, "截止日早于起始日"),
        ({"last": "2199-12-31"}, "还没有结束"),
        ({"area": "", "organization": ""}, "请只写一个区域或一个单位"),
        ({"organization": "ZJ-9001"}, "请只写一个区域或一个单位"),
        ({"series": "nothing"}, "没有指标"),
        ({"area": "9002"}, "不归您"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(changes, said):
    answer = typed(**changes)

    assert answer.status_code == 422
    assert Statistic.objects.count() == 0
    if said != "不归您":
        assert said in words_of(answer.content.decode())


def test_no_day_counts_twice():
    typed()

    refused = typed(first="2026-07-01", last="2026-09-30", value="30")

    assert refused.status_code == 422
    assert "会重复计算" in words_of(refused.content.decode())
    twice = Statistic.objects.get()
    twice.pk, twice.last = None, date(2026, 9, 15)
    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save()


def test_what_was_a_mistake_is_taken_back_and_may_be_typed_in_again():
    typed()

    assert corrected(Statistic.objects.get(), is_over="yes").status_code == 302

    assert "12 起" not in read("/desk/statistics?area=9001")
    assert typed(value="11").status_code == 302


def test_a_table_brings_many():
    head = "series,organization,area,first,last,value,source,reason\n"
    rows = "".join(f"fires,,9001,2026-0{n}-01,2026-0{n}-28,{n},消防大队\n" for n in range(1, 7))
    table = SimpleUploadedFile("fires.csv", (head + rows.replace("\n", ",\n")).encode())
    client = client_of(EAST)

    brought = client.post(f"{LIST}bring", {"table": table})
    page = client.get(brought.url)
    applied = client.post(brought.url, {"seen": page.context["plan"].digest})

    assert applied.status_code == 302, words_of(page.content.decode())
    assert Statistic.objects.filter(series="fires").count() == 6
    assert "6 宗" in read("/desk/statistics?area=9001")


def on_a_card(key, area_id):
    """What a scorecard counts for the area over the year."""
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    found = figures_within(key, area_ids=[area_id], organization_ids=[], first=first, last=last)
    return sum(each.value for each in found["area", area_id]) if found else None


def test_sums_for_indicators_and_cards_take_the_area_or_what_lies_below():
    east, city = area_by_code("9001").pk, area_by_code("90").pk
    year = (date(2026, 1, 1), date(2026, 12, 31))
    months(m2026_08="10", m2026_09="12")
    typed(CITY, area="9002", value="5")
    typed(CITY, series="residents", area="9001", first="2026-06-30", last="2026-06-30", value="800")
    typed(CITY, series="residents", area="9001", first="2026-09-30", last="2026-09-30", value="900")
    typed(CITY, series="residents", area="9002", first="2026-06-30", last="2026-06-30", value="100")

    assert outside_sum("accidents", east, *year) == 22
    assert outside_sum("accidents", east, date(2026, 9, 1), date(2026, 9, 30)) == 12
    assert outside_sum("accidents", city, *year) == 27
    assert outside_sum("residents", city, *year) == 1000
    assert (on_a_card("accidents", city), on_a_card("residents", city)) == (27, 1000)
    assert on_a_card("accidents", east) == 22
    assert outside_sum("fires", city, *year) is on_a_card("fires", city) is None
    typed(CITY, area="90", value="40")
    assert outside_sum("accidents", city, *year) == 40
    assert outside_sum("accidents", city, *year) == Decimal("40.0000")


def test_a_goal_stands_beside_what_was_reached():
    typed(series="demolition_goal", first="2026-01-01", last="2026-09-30", value="800000")
    typed(series="demolished", value="80300.5")

    page = read("/desk/statistics/demolished?area=9001")

    assert "80300.5" in page
    assert "任务 800000" in page


def test_figures_of_a_body_stand_on_a_page_of_their_own():
    typed(series="trained", area="", organization="ZJ-9001", value="600")

    assert "600 人" in read("/desk/statistics?body=ZJ-9001")
    assert "600" not in read("/desk/statistics?area=9001")


def test_areas_and_bodies_are_found_by_their_names():
    form = client_of(EAST).get(f"{LIST}new").content.decode()
    assert 'data-found="/desk/areas/found"' in form
    assert 'data-found="/desk/organizations/found"' in form
    assert '<option value="accidents">生产安全事故起数' in form

    assert typed(area="东县").status_code == 302
    assert (
        typed(area="", organization="东县住建局", series="trained", value="600").status_code == 302
    )
    unclear = typed(area="社区", first="2026-08-01", last="2026-08-31")

    assert "12 起" in read("/desk/statistics?area=9001")
    assert "600 人" in read("/desk/statistics?body=ZJ-9001")
    assert unclear.status_code == 422
    assert "符合的区域不止一个" in words_of(unclear.content.decode())
    assert 'value="社区"' in unclear.content.decode()


def test_others_see_and_enter_nothing():
    typed()

    assert client_of(WEST).get("/desk/statistics?area=9001").status_code == 403
    assert client_of(CLERK).get("/desk/statistics").status_code == 403
    assert typed(CLERK).status_code == 403
    assert Statistic.objects.count() == 1


def test_the_page_costs_the_same_for_many_years():
    months(m2026_09="12")
    client, address = client_of(EAST), "/desk/statistics/accidents?area=9001"
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    months(m2026_08="10", m2026_07="9", m2025_09="16")
    corrected(Statistic.objects.get(value=10), value="11", reason="补报")

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(one)
