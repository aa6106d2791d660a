"""What is set aside or void stands beside the rates, and is never in them or lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.portals.casework.tests.staging import (
    DISPATCHER,
    act,
    actor,
    reported,
    task_of,
    whistled,
)
from yiwang.work.cases.models import Case
from yiwang.work.cases.tests.counting import Period, Tally, tally
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.subjects import Inputs

pytestmark = pytest.mark.django_db
SUPERVISOR = "supervisor.9001"


def around_now() -> Period:
    now = timezone.now()
    return Period(now - timedelta(hours=1), now + timedelta(hours=1))


def granted(case: Case) -> Case:
    """The county's supervisor grants what was asked."""
    task = task_of(case, role="approver")
    perform(task, "grant", Inputs(), actor=actor(SUPERVISOR), now=timezone.now())
    return Case.objects.get(pk=case.pk)


def test_a_void_case_is_in_no_rate_and_is_shown_by_its_number():
    reported()
    case = act(whistled(), DISPATCHER, "ask_void", reason="现场没有漏水", reason_code="not_real")
    assert tally(around_now()) == Tally(reported=2, waiting=1, accepted=1, open=1)

    granted(case)

    assert tally(around_now()) == Tally(reported=2, waiting=1, voided=1)


def test_a_deferred_case_stays_among_the_open_ones_and_is_shown_by_its_number():
    until = timezone.localdate() + timedelta(days=30)
    case = act(
        whistled(), DISPATCHER, "ask_deferral", reason="开春修", reason_code="winter", until=until
    )

    granted(case)

    assert tally(around_now()) == Tally(reported=1, accepted=1, open=1, deferred=1)
