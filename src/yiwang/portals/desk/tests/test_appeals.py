"""Objecting to a count on pages: asked by the office, decided by another, shown in the figures."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import (
    CLERK,
    VERIFIER,
    act,
    client_of,
    dispatched,
    task_of,
)
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.models import Request
from yiwang.work.workflows.subjects import Inputs

pytestmark = pytest.mark.django_db
OFFICE, DECIDER = "zj.9001", "supervisor.9001"


@pytest.fixture
def low_rating():
    """A leak that housing dealt with, rated very dissatisfied, and over."""
    case = dispatched()
    act(case, OFFICE, "finish", text="补好了")
    act(case, VERIFIER, "pass_check")
    act(case, CLERK, "answer", text="已补好。")
    for action, given in (("rate", {"grade": 1}), ("accept_outcome", {})):
        perform(task_of(case), action, Inputs(**given), actor=REPORTER, now=timezone.now())
    return case


def test_the_office_objects_and_another_decides_and_the_figure_shows_it(low_rating):
    office, decider = client_of(OFFICE), client_of(DECIDER)
    sheet = office.get(f"/desk/cases/{low_rating.pk}/").content.decode()
    assert "评价不计入满意率" in sheet
    assert "误评" in sheet

    sent = {"about": "rating", "reason_code": "mistaken", "reason": "反映人来电说点错了"}
    office.post(f"/desk/cases/{low_rating.pk}/appeal", sent)

    asked = decider.get(f"/desk/cases/{low_rating.pk}/").content.decode()
    assert "反映人来电说点错了" in asked
    assert "报过办结" not in asked  # nothing comes back to who decides
    assert "这一项统计不计这件事；剔除的件数会列在数字旁边" in asked
    request = Request.objects.get()
    decider.post(f"/desk/cases/{low_rating.pk}/tasks/{request.approval_id}/grant", {})
    seal_pending(timezone.now())
    keep_up(timezone.now())
    page = decider.get("/desk/figures")
    beside = {count.name: count for each in page.context["figures"] for count in each.beside}
    assert beside["经申诉剔除的评价"].number == 1
    assert low_rating.number in decider.get(beside["经申诉剔除的评价"].link).content.decode()


def test_a_form_that_is_not_accepted_keeps_what_was_typed(low_rating):
    sent = {"about": "rating", "reason_code": "", "reason": "点错了"}

    answer = client_of(OFFICE).post(f"/desk/cases/{low_rating.pk}/appeal", sent)

    assert answer.status_code == 422
    assert "点错了</textarea>" in answer.content.decode()
    assert Request.objects.count() == 0


def test_nobody_without_a_part_is_offered_it(low_rating):
    assert (
        "对统计提出申诉"
        not in client_of(DECIDER).get(f"/desk/cases/{low_rating.pk}/").content.decode()
    )
    sent = {"about": "rating", "reason_code": "mistaken", "reason": "点错了"}
    assert client_of(DECIDER).post(f"/desk/cases/{low_rating.pk}/appeal", sent).status_code == 409
