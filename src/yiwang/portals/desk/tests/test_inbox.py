"""The inbox: one list over all posts, filtered, with the same number of queries however long."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.portals.casework.tests.staging import (
    CLERK,
    act,
    client_of,
    dispatched,
    reported,
    whistled,
)
from yiwang.structure.posts.actions.end_appointment import end_appointment
from yiwang.structure.posts.models import Appointment
from yiwang.work.cases.reports import Place
from yiwang.work.workflows.sweep import sweep

pytestmark = pytest.mark.django_db


def rows(page) -> list[str]:
    return [row.case.number for row in page.context["board"].rows]


def queries_of(client, address: str) -> int:
    client.get(address)  # what is kept per process is read before counting
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_most_urgent_case_comes_first():
    later = reported()
    earlier = reported(timezone.now() - timedelta(days=2))

    page = client_of(CLERK).get("/desk/")

    assert rows(page) == [earlier.number, later.number]


@pytest.mark.mechanism("JMS-67")
def test_what_a_resident_reports_is_at_once_in_the_inbox_of_the_community_alone():
    case = reported()

    assert rows(client_of(CLERK).get("/desk/")) == [case.number]
    assert rows(client_of("clerk.90020101").get("/desk/")) == []


def test_inbox_merges_all_posts_and_narrows_down_to_one():
    in_own_community = reported(place=Place(130.025, 46.15))  # 90010102
    client = client_of("multi")

    merged = client.get("/desk/")
    posts = {post.label: post for post in merged.context["board"].posts}
    verifier = next(post for label, post in posts.items() if "核查员" in label)

    assert rows(merged) == [in_own_community.number]
    assert sorted(post.number for post in posts.values()) == [0, 1]
    assert rows(client.get(f"/desk/?post={verifier.post_id}")) == []


def test_filters_by_step_and_signature():
    waiting = dispatched("ZJ-9001")
    signed = dispatched("ZJ-9001")
    act(signed, "zj.9001", "acknowledge")
    client = client_of("zj.9001")

    assert set(rows(client.get("/desk/"))) == {waiting.number, signed.number}
    assert rows(client.get("/desk/?state=open")) == [waiting.number]
    assert rows(client.get("/desk/?step=部门报到办理&state=open")) == [waiting.number]
    assert rows(client.get("/desk/?step=吹哨派单")) == []


@pytest.mark.mechanism("JMS-51")
def test_what_runs_late_is_told_to_those_above():
    case = whistled()
    sweep(timezone.now() + timedelta(days=10))

    page = client_of("supervisor.9001").get("/desk/?show=told")

    assert rows(page) == [case.number]
    assert page.context["board"].lists == {"mine": 0, "told": 1, "duty": 0}


def test_task_that_nobody_answers_for_is_in_the_duty_queue_of_those_who_may_place_it():
    clerk = Appointment.objects.get(account__username=CLERK)
    end_appointment(clerk.pk, actor=SYSTEM, now=timezone.now())
    case = reported()

    assert rows(client_of("dispatcher.900101").get("/desk/?show=duty")) == [case.number]
    assert rows(client_of("dispatcher.900201").get("/desk/?show=duty")) == []


def test_case_outside_all_areas_is_not_shown_to_those_with_a_part_of_the_territory():
    reported(place=Place(120.0, 30.0))

    assert rows(client_of("dispatcher.900101").get("/desk/?show=duty")) == []


def test_rubbish_in_the_address_is_ignored():
    reported()

    page = client_of(CLERK).get("/desk/?show=x&post=abc&shown=-1&light=blue&state=z")

    assert (page.status_code, len(rows(page))) == (200, 1)


def test_number_of_queries_does_not_grow_with_the_tasks():
    reported()
    client = client_of(CLERK)
    few = queries_of(client, "/desk/")
    for _ in range(8):
        reported()

    assert queries_of(client, "/desk/") == few


def test_staff_who_are_not_signed_in_are_asked_to():
    from django.test import Client

    answer = Client().get("/desk/")

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/desk/")
