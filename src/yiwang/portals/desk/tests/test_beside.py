"""What is done to a case beside its tasks: the contact, an order, its place."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import (
    CLERK,
    client_of,
    dispatched,
    reported,
    task_of,
    whistled,
)
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db


def address(case: Case, part: str = "") -> str:
    return f"/desk/cases/{case.pk}/{part}"


def of_act(case: Case, action: str, **which: str) -> str:
    return address(case, f"tasks/{task_of(case, **which)}/{action}")


def words(page) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", page.content.decode()))


def records_of(case: Case) -> list[str]:
    return [record.name for record in history_of(("cases.case", case.pk))]


def test_contact_is_masked_and_shown_once_with_a_reason_the_reporter_reads():
    case = reported(contact="13812345678")
    client = client_of(CLERK)
    assert "138****5678" in words(client.get(address(case)))

    refused = client.post(address(case, "contact"), {"reason": " "})
    shown = client.post(address(case, "contact"), {"reason": "核实漏水位置"}, follow=True)
    later = client.get(address(case))

    assert refused.status_code == 422
    assert "13812345678" in words(shown)
    assert "13812345678" not in words(later)
    assert "核实漏水位置" in words(later)


def test_contact_stays_sealed_without_an_open_task():
    case = whistled(contact="13812345678")
    before = records_of(case)

    page = client_of(CLERK).post(address(case, "contact"), {"reason": "想问问"})

    assert page.status_code == 403
    assert "13812345678" not in words(page)
    assert records_of(case) == before


@pytest.mark.mechanism("JMS-52")
def test_supervisor_orders_an_answer_and_the_office_gives_it():
    case = dispatched("ZJ-9001")
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    supervisor = client_of("supervisor.9001")

    supervisor.post(address(case, "orders"), {"demand": "为什么还没有修", "due_on": due})
    door = of_act(case, "reply_to_order", role="supervised")
    client_of("zj.9001").post(door, {"text": "材料周三到货"})

    page = words(supervisor.get(address(case)))
    assert "为什么还没有修" in page
    assert "材料周三到货" in page


def test_order_without_words_comes_back_with_its_day():
    case = dispatched("ZJ-9001")
    due = (timezone.localdate() + timedelta(days=3)).isoformat()

    page = client_of("supervisor.9001").post(address(case, "orders"), {"due_on": due})

    assert page.status_code == 422
    assert page.context["beside"].typed["due_on"] == due


def test_who_does_not_supervise_cannot_order_by_the_address():
    case = dispatched("ZJ-9001")

    page = client_of(CLERK).post(
        address(case, "orders"), {"demand": "快点", "due_on": timezone.localdate().isoformat()}
    )

    assert page.status_code == 404
    assert "cases.case.supervised" not in records_of(case)


def test_place_is_put_right_by_the_list_of_areas():
    case = reported()
    client = client_of(CLERK)
    door = address(case, "place")

    opened = client.post(door, {"go": "900101", "reason": "点错了"})
    refused = client.post(door, {"area": "90010102", "reason": ""})
    client.post(door, {"area": "90010102", "reason": "反映人说在望山社区"})

    assert (opened.status_code, opened.context["reason"]) == (200, "点错了")
    assert refused.status_code == 422
    assert Case.objects.get(pk=case.pk).area.code == "90010102"
    assert records_of(case)[-1] == "cases.case.moved"


def test_map_shows_the_area_among_its_neighbours_to_those_who_see_the_case():
    case = reported()

    shapes = client_of(CLERK).get(address(case, "map.geojson")).json()

    assert [each["properties"]["code"] for each in shapes["area"]["features"]] == ["9001010101"]
    assert len(shapes["around"]["features"]) == 2
    assert client_of("clerk.90020101").get(address(case, "map.geojson")).status_code == 404
