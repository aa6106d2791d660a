"""Roles that nobody fills today stand on the board of whoever appoints or supervises there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from yiwang.foundation.accounts.models import Account
from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.structure.posts.models import Appointment
from yiwang.work.workflows.queries import unfilled_in_reach

pytestmark = pytest.mark.django_db
EAST, WEST = "supervisor.9001", "supervisor.9002"


def verifiers_leave():
    """Nobody checks results any more, from today on."""
    today = timezone.localdate()
    Appointment.objects.filter(post__type__key="verifier").update(
        starts_on=today - timedelta(days=1), ends_on=today
    )


def roles_seen_by(username):
    return [role.type.key for role in client_of(username).get("/desk/unfilled").context["roles"]]


def test_everybody_there_warns_nobody():
    page = client_of(EAST).get("/desk/")

    assert page.context["unfilled"] == []
    assert "没有人" not in page.content.decode()
    assert "今天每个岗位都有人" in client_of(EAST).get("/desk/unfilled").content.decode()


def test_a_role_left_today_is_listed_with_its_places_in_reach_and_linked():
    verifiers_leave()

    page = client_of(EAST).get("/desk/").content.decode()
    listed = client_of(EAST).get("/desk/unfilled")

    assert "今天有 1 种岗位在一些地方没有人" in page
    (role,) = listed.context["roles"]
    assert role.type.key == "verifier"
    assert role.areas
    assert {area.code[:4] for area in role.areas} == {"9001"}
    assert f"/desk/ledger?area={role.areas[0].code}" in listed.content.decode()
    assert "/desk/rules/workflows/jiamusi.five_step" in listed.content.decode()


def test_each_sees_their_own_reach_and_others_nothing():
    verifiers_leave()

    assert roles_seen_by(EAST) == roles_seen_by(WEST) == ["verifier"]
    assert roles_seen_by(CLERK) == []


def test_it_is_asked_of_the_database_once_until_somebody_is_appointed():
    verifiers_leave()
    account, now = Account.objects.get(username=EAST), timezone.now()
    unfilled_in_reach(account.pk, now)

    with CaptureQueriesContext(connection) as queries:
        found = unfilled_in_reach(account.pk, now)

    assert [each.post_type for each in found] == ["verifier"]
    assert len(queries) == 2  # whether anything changed; the places in reach
    Appointment.objects.filter(post__type__key="verifier").update(ends_on=None)
    assert unfilled_in_reach(account.pk, now) == []
