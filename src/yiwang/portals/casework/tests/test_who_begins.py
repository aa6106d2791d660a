"""A matter of staff at every door of intake: offered and taken only where staff begin it."""

import uuid

import pytest
from django.test import Client

from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.work.cases.models import Case, CaseType

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
