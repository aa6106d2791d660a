"""A matter of staff at every door of intake: offered and taken only where staff begin it."""

import uuid

import pytest
from django.test import Client

from yiwang.portals.casework.tests.staging import CLERK, VERIFIER, client_of
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.workflows.tests.narrowing import narrow

pytestmark = pytest.mark.django_db
SAID = "由工作人员自己提出"


@pytest.fixture(autouse=True)
def staffs_own():
    CaseType.objects.filter(key="housing.leak").update(begun_by="staff")


def form(channel):
    return {
        "form": uuid.uuid4().hex,
        "text": "楼顶漏水",
        "kind": "housing.leak",
        "channel": channel,
        "area": "9001010101",
    }


def test_the_report_page_neither_offers_nor_takes_it():
    client = Client(headers={"accept-language": "zh-hans"})

    shown = client.get("/report")
    refused = client.post("/report", {"text": "楼顶漏水", "kind": "housing.leak"})

    assert "housing.leak" not in shown.content.decode()
    assert (refused.status_code, SAID in refused.content.decode()) == (422, True)


def test_rest_refuses_it_and_says_why():
    given = {"text": "楼顶漏水", "area": "9001010101", "type": "housing.leak"}

    answer = Client(headers={"accept-language": "zh-hans"}).post(
        "/api/v1/cases", given, content_type="application/json"
    )

    assert (answer.status_code, SAID in str(answer.json())) == (422, True)
    assert not Case.objects.exists()


@pytest.mark.parametrize("channel", ["phone", "counter", "letter"])
def test_the_counter_does_not_take_it_for_somebody_else(channel):
    refused = client_of(CLERK).post("/desk/intake", form(channel))

    assert (refused.status_code, SAID in refused.content.decode()) == (422, True)
    assert not Case.objects.exists()


def test_staff_begin_it_at_the_desk_and_on_the_phone():
    desk, phone = client_of(CLERK), client_of(CLERK)

    begun = desk.post("/desk/begin", form("worker"))
    offered = phone.get("/work/report").content.decode()
    phone.post("/work/report", form("worker") | {"save": "1"})

    assert "housing.leak" in offered
    assert set(Case.objects.values_list("channel", "type__key")) == {("worker", "housing.leak")}
    assert Case.objects.count() == 2
    assert begun.headers["Location"] == f"/desk/cases/{Case.objects.earliest('pk').pk}/"


def test_the_desk_lists_what_staff_begin_and_nothing_else():
    client = client_of(CLERK)

    shown = client.get("/desk/begin").content.decode()
    unnamed = client.post("/desk/begin", form("worker") | {"kind": ""})

    assert ("housing.leak" in shown, "sanitation.litter" in shown) == (True, False)
    assert (unnamed.status_code, Case.objects.exists()) == (422, False)
    assert "housing.leak" not in client.get("/desk/intake").content.decode()


def test_a_matter_of_residents_is_not_on_the_workers_phone():
    CaseType.objects.filter(key="housing.leak").update(begun_by="reporter")
    client = client_of(CLERK)

    offered = client.get("/work/report").content.decode()
    refused = client.post("/work/report", form("worker"))

    assert "housing.leak" not in offered
    assert (refused.status_code, "由居民自己提出" in refused.content.decode()) == (422, True)


def test_what_others_begin_is_neither_offered_nor_taken_at_any_door_of_staff():
    narrow(begun_by=["verifier"])
    client = client_of(CLERK)

    offered = (
        client.get("/desk/begin").content.decode() + client.get("/work/report").content.decode()
    )
    at_the_desk = client.post("/desk/begin", form("worker"))
    on_the_phone = client.post("/work/report", form("worker"))
    from_the_phone = client.post(
        "/work/in/report", form("worker"), headers={"accept": "application/json"}
    )
    by_another = client_of(VERIFIER).post("/desk/begin", form("worker"))

    said = "由别人发起"
    assert "housing.leak" not in offered
    assert [said in each.content.decode() for each in (at_the_desk, on_the_phone)] == [True, True]
    assert said in str(from_the_phone.json())
    assert (by_another.status_code, Case.objects.count()) == (302, 1)
    assert Case.objects.get().taken_in_by.post.type.key == "verifier"


def test_rest_and_residents_are_refused_what_staff_begin_by_its_workflow():
    CaseType.objects.filter(key="housing.leak").update(begun_by="anybody")
    narrow(begun_by=["staff"])
    given = {"text": "楼顶漏水", "area": "9001010101", "type": "housing.leak"}
    client = Client(headers={"accept-language": "zh-hans"})

    answer = client.post("/api/v1/cases", given, content_type="application/json")

    assert (answer.status_code, SAID in str(answer.json())) == (422, True)
    assert "housing.leak" not in client.get("/report").content.decode()
    assert not Case.objects.exists()
