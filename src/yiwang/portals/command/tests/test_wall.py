"""The board on the wall: what it counts, for whom, how it leads further down, and what it leaves
out."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import escape, strip_tags

from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import dispatched, reported, whistled
from yiwang.portals.command.tests.staging import (
    CLERK,
    COUNTY,
    ELSEWHERE,
    GRID,
    OTHER_COUNTY,
    SUPERVISOR,
    board,
    client_of,
    counted,
    overdue,
)
from yiwang.structure.posts.models import PostType
from yiwang.structure.territory.queries import NO_SUCH_AREA
from yiwang.work.cases.models import CaseType

pytestmark = pytest.mark.django_db


def shown(path="/command", who=SUPERVISOR):
    """Figures by key as the page shows them."""
    groups = board(path, who).context["groups"]
    return {each.indicator.key: each for group in groups for each in group.figures}


def now_there(query="", who=SUPERVISOR):
    return json.loads(client_of(who).get(f"/command/now{query}").content)


def test_figures_stand_with_both_their_numbers_and_open_their_cases():
    dispatched("ZJ-9001")
    reported()
    counted()

    page = board()
    resolution = shown()["resolution_rate"]
    html = page.content.decode()

    assert (resolution.numerator, resolution.denominator) == (0, 1)
    assert "0</a> 解决 ÷ <a" in html
    asked = f"board=running&in={COUNTY}&colour=resolution_rate&days=30&of=accepted"
    assert escape(f"/command/behind?{asked}") in html
    listed = board(f"/command/behind?{asked}").context["listed"].rows
    assert [row.kind for row in listed] == ["房屋漏水"]


def test_the_board_begins_at_the_top_of_ones_reach_and_ends_there():
    assert board().context["chosen"].area.code == COUNTY
    assert board(f"/command?in={GRID}").context["chosen"].area.code == GRID
    for path in ("/command", "/command/now", "/command/spots", "/command/work", "/command/plan"):
        answer = client_of(SUPERVISOR).get(f"{path}?in={OTHER_COUNTY}")
        assert answer.status_code == 404
        assert str(NO_SUCH_AREA) in answer.content.decode()


def test_a_post_without_figures_gets_no_board():
    answer = client_of(CLERK).get("/command")

    assert answer.status_code == 403
    assert "您的岗位不能查看统计数字" in answer.content.decode()


def test_strange_words_in_the_address_show_the_usual_board():
    page = board("/command?board=none&colour=none&days=none")

    assert page.context["chosen"].period == "30"
    assert page.context["chosen"].board.key == "running"
    assert client_of(SUPERVISOR).get("/command/behind?of=none").status_code == 404
    assert client_of(SUPERVISOR).get("/command/behind").status_code == 404


def test_it_leads_from_area_to_area_down_to_the_grid_and_back():
    seen, code = [], COUNTY
    while True:
        page = board(f"/command?in={code}")
        seen.append(page.context["chosen"].area.level)
        parts = [part.area for part in page.context["territory"].parts]
        if parts == [page.context["chosen"].area]:
            break
        assert f"in={parts[0].code}" in page.content.decode()
        code = parts[0].code

    assert seen == ["county", "town", "community", "grid"]
    assert [each.level for each in page.context["chosen"].path] == seen
    assert "data-up" in page.content.decode()


def test_every_area_has_its_class_and_its_value_in_words():
    dispatched("ZJ-9001")
    counted()

    page = board(f"/command?colour=overdue_open_cases&in={COUNTY}")
    territory = page.context["territory"]

    assert [part.place for part in territory.parts] == [0] * len(territory.parts)
    told = json.loads(json.dumps(page.context["shown"]))
    assert told["tiles"].endswith("/town/{z}/{x}/{y}.mvt")
    assert [area[3] for area in told["areas"]] == [0] * len(territory.parts)
    assert territory.classes == [(0, 0, 0)]
    assert "不超过" not in page.content.decode()


def test_what_is_late_stands_with_its_place_and_whoever_is_at_work():
    late = overdue(dispatched("ZJ-9001"))
    dispatched("ZJ-9001")

    section = now_there()["sections"]["late"]

    assert late.number in section
    assert "超时 2 天" in section
    assert "住建" in section
    assert late.text not in section  # a wall is read by anybody who passes


def test_whistles_and_supervision_orders_are_counted():
    case = dispatched("ZJ-9001")
    due_on = timezone.localdate() + timedelta(days=3)
    given = {"demand": "三天内办结", "due_on": due_on.isoformat()}
    client_of(SUPERVISOR).post(f"/desk/cases/{case.pk}/orders", given)

    sections = now_there()["sections"]

    assert "1 都在时限内" in " ".join(strip_tags(sections["orders"]).split())
    assert strip_tags(sections["whistles"]).strip() == "没有未办结的吹哨。"
    assert f"/desk/cases/{case.pk}/" in sections["orders"]


def test_confidential_matters_are_in_nothing_of_it():
    before = now_there()["sections"]
    kind = CaseType.objects.get(key="rights.wages")
    assert kind.hides_cases
    case = overdue(dispatched("ZJ-9001"))
    type(case).objects.filter(pk=case.pk).update(type=kind)
    counted()

    after = now_there()["sections"]

    names = ("figures", "territory", "types", "hours", "ages", "late", "weekday", "days")
    assert {name: after[name] for name in names} == {name: before[name] for name in names}


def test_another_county_sees_nothing_of_it():
    overdue(dispatched("ZJ-9001"))
    counted()

    assert shown(who=ELSEWHERE)["resolution_rate"].denominator == 0
    assert "这里没有超时事项" in now_there(who=ELSEWHERE)["sections"]["late"]


def test_the_state_changes_with_every_act_and_is_asked_for_cheaply():
    client = client_of(SUPERVISOR)
    first = client.get("/command/pulse")
    same = client.get("/command/pulse", headers={"If-None-Match": first["ETag"]})

    reported()
    after = client.get("/command/pulse", headers={"If-None-Match": first["ETag"]})

    assert same.status_code in (200, 304)  # a minute may have passed in between
    assert after.status_code == 200
    assert after["ETag"] != first["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get("/command/pulse")
    assert len(asked) <= 4  # session, account, record, reader


def test_what_the_board_costs_does_not_grow_with_the_cases():
    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get("/command/now")
        return len(asked)

    client = client_of(SUPERVISOR)
    dispatched("ZJ-9001")
    counted()
    cost()
    few = cost()
    for _ in range(3):
        overdue(dispatched("ZJ-9001"))
        whistled()
    counted()

    assert cost() <= few + 4  # what is late has names to read once
    assert few <= 70


def test_the_board_changes_nothing():
    client = client_of(SUPERVISOR)
    before = Record.objects.count()

    for path in ("/command", "/command/now", "/command/pulse", "/command/spots", "/command/work"):
        assert client.get(path).status_code == 200
        assert client.post(path).status_code in (403, 405)

    assert Record.objects.count() == before


def test_hot_spots_show_no_few_cases():
    for _ in range(4):
        reported()
    counted()
    few = json.loads(client_of(SUPERVISOR).get("/command/spots").content)
    reported()
    counted()
    enough = json.loads(client_of(SUPERVISOR).get("/command/spots").content)

    assert few["shapes"]["features"] == []
    assert "没有五件以上集中的地方" in few["table"]
    [hexagon] = enough["shapes"]["features"]
    assert hexagon["properties"] == {"cases": 5, "share": 1.0}
    assert len(hexagon["geometry"]["coordinates"][0]) == 7
    lng, lat = hexagon["geometry"]["coordinates"][0][0]
    assert abs(lng - 130.025) < 0.1
    assert abs(lat - 46.05) < 0.1


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_both_languages_have_the_whole_board(language):
    client = client_of(SUPERVISOR)
    page = client.get("/command", headers={"Accept-Language": language}).content.decode()

    assert ("Late now, and where" in page) == (language == "en")
    assert ("当前超时，在哪里" in page) == (language == "zh-hans")


def test_a_screen_that_may_only_look_stays_signed_in():
    client = client_of(SUPERVISOR)
    client.get("/command")
    assert client.session.get_expiry_age() < 24 * 3600

    PostType.objects.filter(key="county_supervisor").update(powers=["figures.view"])
    client = client_of(SUPERVISOR)
    client.get("/command")

    assert client.session.get_expiry_age() > 7 * 24 * 3600
    assert "/desk/cases/" not in client.get("/command").content.decode()
