"""A firm from outside: invited by who has the task, working by a link that expires."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from yiwang.foundation.files.queries import photos_of
from yiwang.foundation.guessing import MISSES
from yiwang.foundation.records.models import Record
from yiwang.portals.casework.tests.staging import CLERK, client_of, dispatched, jpeg, photo
from yiwang.portals.resident import by_link
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.sweep import sweep

pytestmark = pytest.mark.django_db
OFFICE = "zj.9001"
GIVEN = {"firm": "临江防水工程队", "demand": "修补屋面防水层", "days": "3"}


@pytest.fixture
def case():
    return dispatched("ZJ-9001", "SW-9001", text="屋顶漏水，电话 13912345678 可联系")


def task_of(case, who="handler"):
    return Task.objects.filter(run=case.run_id, role=who, organization__code="ZJ-9001").first()


def invite(case, client=None, **changed):
    client = client or client_of(OFFICE)
    address = f"/desk/cases/{case.pk}/tasks/{task_of(case).pk}/outside"
    return client.post(address, GIVEN | changed)


@pytest.fixture
def link(case):
    client = client_of(OFFICE)
    page = client.get(invite(case, client)["Location"])
    assert page.status_code == 200
    return page.context["link"].removeprefix("http://testserver")


def names(case):
    rows = Record.objects.filter(subject="cases.case", subject_id=case.pk).order_by("id")
    return [name.removeprefix("cases.case.") for name in rows.values_list("name", flat=True)]


def test_the_phone_invites_too_and_shows_what_is_under_way(case):
    client, phone = client_of(OFFICE), f"/work/cases/{case.pk}/"
    form = f'action="/desk/cases/{case.pk}/tasks/{task_of(case).pk}/outside"'
    assert form in client.get(phone).content.decode()
    assert "请外单位办" not in client_of(CLERK).get(phone).content.decode()

    invite(case, client)

    shown = client.get(phone).content.decode()
    assert GIVEN["firm"] in shown
    assert form not in shown  # one at a time: its link is taken back first


def test_the_link_is_shown_once_with_its_picture(case):
    client = client_of(OFFICE)
    address = invite(case, client)["Location"]

    page = client.get(address)
    assert "<svg" in page.content.decode()
    assert page.context["link"] in page.content.decode()
    assert client.get(address).status_code == 302
    assert "/o/" not in client.get(f"/desk/cases/{case.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"firm": " "}, "firm"),
        ({"demand": ""}, "demand"),
        ({"demand": "x" * 501}, "demand"),
        ({"days": "15"}, "days"),
        ({"days": "0"}, "days"),
        ({"days": ""}, "days"),
    ],
)
def test_what_is_missing_or_too_long_is_named_and_nothing_is_lost(case, changed, field):
    before = names(case)

    page = invite(case, **changed)

    assert page.status_code == 422
    assert set(page.context["beside"].faults) == {field}
    assert not Task.objects.filter(role="outside").exists()
    assert names(case) == before


@pytest.mark.parametrize("who", ["sw.9001", CLERK, "supervisor.9001"])
def test_only_who_has_the_task_invites(case, who):
    before = names(case)

    assert invite(case, client_of(who)).status_code == 404

    assert names(case) == before


def test_one_firm_at_a_time(case, link):
    assert invite(case).status_code == 409
    assert Task.objects.filter(role="outside").count() == 1


def test_a_confidential_case_is_not_shown_outside():
    case = dispatched("ZJ-9001", kind="rights.wages", contact="13812345678")
    Case.objects.filter(pk=case.pk).update(type=CaseType.objects.get(key="rights.wages"))

    assert invite(case).status_code == 403
    assert not Task.objects.filter(role="outside").exists()


def test_the_firm_sees_what_is_asked_and_no_number_of_people(case, link):
    page = Client().get(link)

    said = page.content.decode()
    assert page.status_code == 200
    assert "修补屋面防水层" in said
    assert "13912345678" not in said
    assert "139****5678" in said
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert names(case)[-1] == "outside_opened"


def test_it_reports_its_arrival_once_and_its_result_with_photos(case, link):
    firm = Client()

    firm.post(link, {"do": "arrive"})
    assert "已于" in firm.get(link).content.decode()
    assert "已经报告过到场" in firm.post(link, {"do": "arrive"}, follow=True).content.decode()
    refused = firm.post(link, {"do": "report_result", "text": ""})
    assert refused.status_code == 422
    shown = SimpleUploadedFile("1.jpg", jpeg(), "image/jpeg")
    done = firm.post(link, {"do": "report_result", "text": "防水层已修补", "photos": shown})
    assert "结果已交给委托单位" in done.content.decode()

    assert [name for name in names(case) if name.startswith("outside_")] == [
        *("outside_invited", "outside_arrived", "outside_opened", "outside_opened"),
        "outside_reported",
    ]
    desk = client_of(OFFICE).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "防水层已修补" in desk
    assert task_of(case).state == "open"  # what becomes of it is the office's to decide
    over = firm.get(link)
    assert over.status_code == 410
    assert "这个链接不再使用" in over.content.decode()


def test_a_link_that_was_taken_back_says_so(case, link):
    task = Task.objects.get(role="outside")
    address = f"/desk/cases/{case.pk}/outside/{task.pk}/revoke"
    assert client_of("sw.9001").post(address).status_code == 404
    assert Client().get(link).status_code == 200

    client_of(OFFICE).post(address)

    page = Client().get(link)
    assert page.status_code == 410
    assert "收回" in page.content.decode()
    assert client_of(OFFICE).post(address).status_code == 409
    assert Client().post(link, {"do": "arrive"}).status_code == 410
    assert names(case)[-1] == "outside_revoked"


def test_it_expires_by_the_clock_and_by_the_sweep(case, link, monkeypatch):
    clock = Clock.objects.get(task__role="outside")
    assert (clock.kind, clock.limit) == ("calendar_day", 3)
    late = clock.due_at + timedelta(minutes=1)

    monkeypatch.setattr(timezone, "now", lambda: late)
    page = Client().get(link)
    assert page.status_code == 410
    assert "已经到期" in page.content.decode()

    sweep(late)
    assert Task.objects.get(role="outside").outcome == "expire_invitation"
    assert "outside_expired" in names(case)
    assert Client().get(link).status_code == 410


def test_a_tampered_link_opens_nothing(case, link):
    before = names(case)
    other = link.replace("/o/", "/o/9")

    for address in (other, link[:-2] + "xx", "/o/nonsense"):
        page = Client().get(address)
        assert page.status_code == 404
        assert "没有这个链接" in page.content.decode()
    assert names(case) == before


def test_whoever_tries_many_links_has_to_wait(case, link):
    client = Client()
    for number in range(MISSES):
        client.get(f"/o/{number}:x")

    assert client.get(link).status_code == 429


def test_a_link_opened_too_often_has_to_wait(case, link, monkeypatch):
    monkeypatch.setattr(by_link, "MOST_USES", 2)
    assert [Client().get(link).status_code for _again in range(3)] == [200, 200, 429]


def test_photos_are_those_the_office_chose_and_no_others():
    case = dispatched("ZJ-9001", photos=(photo(), photo()))
    first, second = photos_of(("cases.case", case.pk))
    client = client_of(OFFICE)
    page = client.get(invite(case, client, shown=[str(first.pk)])["Location"])
    link = page.context["link"].removeprefix("http://testserver")

    assert Client().get(f"{link}/photos/{first.pk}").status_code == 200
    assert Client().get(f"{link}/photos/{second.pk}").status_code == 404
    assert Client().get(f"/photos/{first.pk}").status_code == 404
