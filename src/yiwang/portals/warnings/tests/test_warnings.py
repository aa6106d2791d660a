"""Warnings on pages: opened by the watch, explained by their numbers, closed with a reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.insight.warnings.actions.load_rules import load_rules
from yiwang.insight.warnings.models import EarlyWarning
from yiwang.insight.warnings.queries import open_warnings
from yiwang.packs.tests.at_the_doors import words_of
from yiwang.portals.casework.tests.staging import CLERK, account_id, client_of, dispatched
from yiwang.portals.warnings.tests.staging import (
    cases,
    contacts_seen,
    overseer,
    today,
    usual_year,
    watched,
)
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.workflows.models import Clock

pytestmark = pytest.mark.django_db
HERE, BESIDE, FAR = "9001010101", "9001010102", "9002010101"
EAST, WEST, CITY = "supervisor.9001", "supervisor.9002", "supervisor.90"


def shown(username, path="/desk/warnings"):
    return words_of(client_of(username).get(path).content.decode())


def said():
    return list(Record.objects.filter(subject="warnings.warning").values_list("name", flat=True))


def test_a_surge_is_told_once_where_it_is_with_its_numbers_and_cases():
    usual_year(HERE, now=24)
    usual_year(BESIDE, now=2)

    (warning,) = watched("surge")

    assert (warning.area.code, warning.type.key, warning.size) == (HERE, "housing.leak", 24)
    page = shown(EAST, f"/desk/warnings/{warning.pk}")
    assert "漏水”有 24 件，平常约 2.1 件" in page
    assert "按之前 49 周的情况" in page
    assert shown(EAST).count("24 件") == 1
    (listed,) = client_of(EAST).get("/desk/warnings").context["lines"]
    assert listed.warning == warning
    assert client_of(EAST).get(f"/desk/warnings/{warning.pk}").context["number_of_cases"] == 24


def test_whoever_has_no_power_there_sees_nothing_and_closes_nothing():
    usual_year(HERE, now=24)
    (warning,) = watched("surge")
    address = f"/desk/warnings/{warning.pk}"

    assert client_of(WEST).get(address).status_code == 404
    sent = {"outcome": "acted", "reason": "已安排维修"}
    assert client_of(WEST).post(address, sent).status_code == 404
    assert client_of(CLERK).get("/desk/warnings").status_code == 403
    assert client_of(WEST).get("/desk/warnings").context["lines"] == []
    assert said() == ["warnings.warning.opened"]


def test_looking_twice_opens_nothing_twice_and_more_only_renews_the_numbers():
    usual_year(HERE, now=24)
    watched("surge")
    cases(HERE, {0: 6})

    (warning,) = watched("surge")

    assert (warning.opened_size, warning.size) == (24, 30)
    assert said() == ["warnings.warning.opened"]


def test_closing_asks_for_what_came_of_it_and_a_reason():
    usual_year(HERE, now=24)
    (warning,) = watched("surge")
    address, client = f"/desk/warnings/{warning.pk}", client_of(EAST)

    short = client.post(address, {"outcome": "acted", "reason": "好"})
    assert (short.status_code, set(short.context["faults"])) == (422, {"reason"})
    refused = client.post(address, {"outcome": "", "reason": " "})

    assert refused.status_code == 422
    assert "请选择处理结果" in refused.content.decode()
    assert EarlyWarning.objects.get().closed_at is None
    closed = client.post(address, {"outcome": "acted", "reason": "水务局周三换总管"})
    assert closed.status_code == 302
    again = client.post(address, {"outcome": "known", "reason": "再试"}, follow=True)
    assert "已经销掉了" in again.content.decode()
    assert "水务局周三换总管" in shown(EAST, "/desk/warnings?show=closed")
    assert "已经采取措施" in shown(EAST, address)
    assert client.get("/desk/warnings").context["lines"] == []
    assert said() == ["warnings.warning.opened", "warnings.warning.closed"]


def test_closed_it_opens_again_only_when_it_has_grown_or_long_after():
    usual_year(HERE, now=24)
    (warning,) = watched("surge")
    client_of(EAST).post(
        f"/desk/warnings/{warning.pk}", {"outcome": "known", "reason": "管网改造，居民都知道"}
    )

    assert watched("surge") == []
    cases(HERE, {0: 12})

    (reopened,) = watched("surge")
    assert reopened.size == 36
    page = shown(EAST, f"/desk/warnings/{reopened.pk}")
    assert "以前的预警" in page
    assert "管网改造" in page


def test_a_surge_that_is_over_closes_by_itself_after_a_week():
    usual_year(HERE, now=24)
    watched("surge")
    later = timezone.now() + timedelta(days=8)

    assert watched("surge", later) == []

    (warning,) = EarlyWarning.objects.all()
    assert (warning.outcome, warning.closed_by) == ("over", None)
    assert "自行消失" in shown(EAST, "/desk/warnings?show=closed")


def test_a_surge_over_the_whole_town_is_told_for_the_town():
    for area in (HERE, BESIDE):
        usual_year(area, a_week=3, now=14)

    found = watched("surge")

    assert [each.area.level for each in found] == ["community"]


def test_confidential_types_are_not_counted():
    usual_year(HERE, now=30, kind="rights.wages")

    assert watched("surge") == []


def test_where_the_past_is_too_short_nothing_is_said():
    cases(HERE, {0: 40, 1: 1, 2: 1, 3: 1})

    assert watched("surge") == []


def test_what_comes_back_at_one_place_is_told_once_and_nearby_once():
    spot = {"lng": 130.02, "lat": 46.05}
    cases(HERE, {8: 1, 5: 1, 3: 1, 0: 2}, **spot)
    cases(HERE, {7: 1, 0: 1}, lng=130.026, lat=46.05)

    (warning,) = watched("recurrence")
    again = watched("recurrence")

    assert again == [warning]
    page = shown(EAST, f"/desk/warnings/{warning.pk}")
    assert "同一处有 4 周都出现过" in page
    assert client_of(EAST).get(f"/desk/warnings/{warning.pk}").context["number_of_cases"] == 5


def test_what_was_never_closed_has_not_come_back():
    cases(HERE, {3: 1, 2: 1, 1: 1, 0: 2}, closed=False, lng=130.02, lat=46.05)

    assert watched("recurrence") == []


def test_without_a_point_what_comes_back_in_a_lowest_area_is_told_of_the_area():
    weeks = (10, 8, 7, 5, 3, 0)
    cases(HERE, dict.fromkeys(weeks, 1))
    cases(HERE, {6: 1}, lng=130.02, lat=46.05)  # has a place of its own
    cases("90010101", dict.fromkeys(weeks, 1))  # which lies above: no place
    cases(BESIDE, dict.fromkeys(weeks[:5], 1))  # not in the last week

    (warning,) = watched("recurrence")
    again = watched("recurrence")

    assert again == [warning]
    assert warning.area.code == HERE
    page = shown(EAST, f"/desk/warnings/{warning.pk}")
    assert "没有地图定位的" in page
    assert "有 6 周都出现过；之前的事项里有 5 件已经结案" in page
    assert "同一处的范围" not in page
    assert client_of(EAST).get(f"/desk/warnings/{warning.pk}").context["number_of_cases"] == 6
    cases(HERE, {0: 1})
    assert watched("recurrence") == [warning]


def test_in_an_area_five_weeks_are_not_enough_and_what_was_never_closed_has_not_come_back():
    cases(HERE, dict.fromkeys((8, 7, 5, 3, 0), 1))
    cases(BESIDE, dict.fromkeys((10, 8, 7, 5, 3, 0), 1), closed=False)

    assert watched("recurrence") == []


def test_more_due_than_a_body_finishes_is_told_of_the_body():
    soon = timezone.now() + timedelta(hours=20)
    for _case in range(10):
        dispatched()
    Clock.objects.filter(purpose="resolve", task__organization__code="ZJ-9001").update(due_at=soon)

    (warning,) = watched("near_due")

    assert warning.organization.code == "ZJ-9001"
    page = shown(EAST, f"/desk/warnings/{warning.pk}")
    assert "有 10 项任务要在" in page
    assert "平均每个工作日办完 0 项" in page
    assert client_of(EAST).get(f"/desk/warnings/{warning.pk}").context["number_of_cases"] == 10
    Clock.objects.update(due_at=soon + timedelta(days=30))
    assert watched("near_due") == []


def test_an_area_without_anybody_is_told_by_the_largest_area_and_ends_by_itself():
    day = timezone.localdate()
    gone = Appointment.objects.filter(post__type__key="verifier")
    gone.update(starts_on=day - timedelta(days=1), ends_on=day)

    found = watched("unfilled")

    assert {each.area.code for each in found} == {"90"}
    assert "没有人担任“核查员”" in shown(CITY)
    gone.update(ends_on=None)
    assert watched("unfilled") == []
    assert EarlyWarning.objects.get().outcome == "over"


def test_contacts_seen_unusually_often_are_told_to_who_oversees_them_alone():
    overseer()
    for week in range(1, 12):
        contacts_seen("clerk.90010101", today() - timedelta(days=7 * week + 3), 1)
    contacts_seen("clerk.90010101", today() - timedelta(days=3), 14)

    (warning,) = watched("reveals")

    page = shown("protection.90", f"/desk/warnings/{warning.pk}")
    assert "查看联系方式 14 次" in page
    assert "平常约 1" in page
    assert "回访核实" in page
    assert "clerk" not in page
    name = Appointment.objects.get(account__username="clerk.90010101").account.name
    assert name not in page
    for other in (EAST, CITY):
        assert client_of(other).get(f"/desk/warnings/{warning.pk}").status_code == 404
        assert "reveals" not in open_warnings(account_id(other), timezone.now())
    assert open_warnings(account_id("protection.90"), timezone.now()) == {"reveals": 1}


def test_nobody_closes_one_about_a_post_of_their_own():
    who = overseer()
    contacts_seen(who, today() - timedelta(days=3), 20)
    for week in range(1, 12):
        contacts_seen(who, today() - timedelta(days=7 * week + 3), 1)
    (warning,) = watched("reveals")

    sent = {"outcome": "known", "reason": "都是我看的"}
    refused = client_of(who).post(f"/desk/warnings/{warning.pk}", sent)

    assert "请由另一位" in words_of(refused.content.decode())
    assert EarlyWarning.objects.get().closed_at is None


def test_a_locality_changes_single_numbers():
    usual_year(HERE, now=24)
    load_rules({"surge": {"least": 25}}, actor=SYSTEM, now=timezone.now())

    assert watched("surge") == []
    assert Record.objects.filter(name="warnings.rule.changed").count() == 1


def test_filters_find_by_kind_area_and_type():
    usual_year(HERE, now=24)
    watched("surge")

    def found(**asked):
        return len(client_of(CITY).get("/desk/warnings", asked).context["lines"])

    assert [found(kind="surge"), found(kind="near_due")] == [1, 0]
    assert [found(area="9001"), found(area="9002")] == [1, 0]
    assert [found(type="housing.leak"), found(type="rights.wages")] == [1, 0]
    assert client_of(CITY).get("/desk/warnings", {"area": "none"}).status_code == 422


def test_the_list_costs_the_same_however_many_there_are():
    usual_year(HERE, now=24)
    watched("surge")
    client = client_of(EAST)
    client.get("/desk/warnings")

    with CaptureQueriesContext(connection) as one:
        client.get("/desk/warnings")
    usual_year(BESIDE, now=60, kind=_another_type())
    watched("surge")
    with CaptureQueriesContext(connection) as two:
        client.get("/desk/warnings")

    assert EarlyWarning.objects.count() == 2
    assert len(two) == len(one)


def _another_type():
    leak = CaseType.objects.get(key="housing.leak")
    others = CaseType.objects.filter(is_confidential=False).exclude(parent=leak.parent_id)
    return others.exclude(parent=None).exclude(pk=leak.pk).first().key


def test_nothing_of_cases_is_changed_by_looking():
    usual_year(HERE, now=24)
    before = Case.objects.filter(is_open=True).count()
    watched("surge")
    assert Case.objects.filter(is_open=True).count() == before
