"""The worker's phone: today, a task, a quick report, the card."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.portals.casework.tests.staging import (
    CLERK,
    VERIFIER,
    act,
    client_of,
    dispatched,
    photo,
    reported,
    task_of,
)
from yiwang.work.cases.models import Case

pytestmark = pytest.mark.django_db


def handled(**changes: object) -> Case:
    """Waiting for the verifier, who works on a phone."""
    case = dispatched("ZJ-9001", **changes)
    return act(case, "zj.9001", "finish", text="补好了", photos=(photo(),))


def test_today_counts_what_is_new_near_and_late():
    reported()
    reported(timezone.now() - timedelta(days=3))

    page = client_of(CLERK).get("/work/")

    assert (page.context["numbers"]["new"], page.context["numbers"]["late"]) == (1, 1)
    assert len(client_of(CLERK).get("/work/?only=late").context["errands"]) == 1


def test_task_shows_its_next_act_as_a_button():
    case = handled()

    page = client_of(VERIFIER).get("/work/")

    errand = page.context["errands"][0]
    assert errand.next_label == "核查通过"
    assert f'href="/work/cases/{case.pk}/#t{errand.item.id}-pass_check"' in page.content.decode()


def test_signing_comes_before_finishing():
    case = dispatched("ZJ-9001")
    client = client_of("zj.9001")
    assert client.get("/work/").context["errands"][0].next_label == "签收"

    act(case, "zj.9001", "acknowledge")

    assert client.get("/work/").context["errands"][0].next_label == "办理完毕"


def test_act_on_the_phone_leads_back_to_today():
    case = handled()
    client = client_of(VERIFIER)

    done = client.post(f"/work/cases/{case.pk}/tasks/{task_of(case)}/pass_check", follow=True)

    assert done.redirect_chain == [("/work/", 302)]
    assert "核查通过" in done.content.decode()


def test_refused_act_keeps_what_was_typed():
    case = handled()
    door = f"/work/cases/{case.pk}/tasks/{task_of(case)}/rework"

    page = client_of(VERIFIER).post(door, {"reason": "", "text": "还在滴水"})

    assert page.status_code == 422
    forms = page.context["sheet"].at_hand[0].forms
    assert next(form.given.text for form in forms if form.is_tried) == "还在滴水"


def test_case_of_another_county_is_not_found():
    case = reported()

    page = client_of("grid.9002010101").get(f"/work/cases/{case.pk}/")

    assert page.status_code == 404
    assert case.number not in page.content.decode()


def test_quick_report_starts_in_ones_own_grid_and_says_who_has_it():
    client = client_of("grid.9001010101")
    assert client.get("/work/report").context["picker"].given.area_code == "9001010101"

    sent = {"form": uuid.uuid4().hex, "text": "井盖松动", "area": "9001010101"}
    page = client.post("/work/report", sent, follow=True)

    case = Case.objects.get()
    assert (case.channel, case.taken_in_by.account.username) == ("worker", "grid.9001010101")
    assert "临江社区" in page.content.decode()
    assert page.context["sheet"].at_hand == []


@pytest.mark.mechanism("JMS-50")
def test_what_is_ones_own_can_be_settled_on_the_spot():
    client = client_of(CLERK)
    sent = {"form": uuid.uuid4().hex, "text": "单元门坏了", "area": "90010101"}

    page = client.post("/work/report", sent, follow=True)

    forms = page.context["sheet"].at_hand[0].forms
    assert "settle" in {form.action.key for form in forms}


@pytest.mark.mechanism("JMS-86")
def test_contact_card_names_the_post_and_opens_the_report_page():
    client = client_of("grid.9001010101")
    post = client.get("/work/posts").context["roster"][0].post_id

    card = client.get(f"/work/posts/{post}/card")

    content = card.content.decode()
    assert "网格长" in content
    assert "第一网格" in content
    assert card.context["link"] == "http://testserver/report?in=9001010101"
    assert "<svg" in content


def test_card_of_a_post_one_does_not_hold_is_not_found():
    post = client_of(CLERK).get("/work/posts").context["roster"][0].post_id

    assert client_of("grid.9001010101").get(f"/work/posts/{post}/card").status_code == 404


def test_number_of_queries_does_not_grow_with_the_tasks():
    client, counts = client_of(CLERK), []
    for more in (1, 7):
        for _ in range(more):
            reported()
        client.get("/work/")
        with CaptureQueriesContext(connection) as counted:
            client.get("/work/")
        counts.append(len(counted))

    assert counts[0] == counts[1]
