"""A case that came in from elsewhere, closed already: no workflow ever moved it."""

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.disclosure.tasks import release_due
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.queries import counts_of
from yiwang.insight.measures.subjects import Subject
from yiwang.portals.casework.tests.staging import USUAL, client_of
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case
from yiwang.work.cases.reports import Report
from yiwang.work.cases.tests.counting import Period, tally
from yiwang.work.workflows.models import Run

pytestmark = pytest.mark.django_db


@pytest.fixture
def brought_in():
    """Its code and id."""
    now = timezone.now()
    made = report_case(Report(**USUAL), actor=REPORTER, now=now)
    run_id = Case.objects.get(pk=made.case_id).run_id
    closed = {"run": None, "is_open": False, "closed_at": now}
    Case.objects.filter(pk=made.case_id).update(**closed)
    Run.objects.filter(pk=run_id).delete()
    return made


def test_every_page_that_could_show_it_answers(brought_in):
    release_due(timezone.now())

    for address in ("/", "/figures", "/service-map/"):
        assert Client().get(address).status_code == 200
    follower = Client()
    assert follower.get(f"/c/{brought_in.tracking_code}", follow=True).status_code == 200
    assert Client().get(f"/api/v1/cases/{brought_in.tracking_code}").status_code == 200
    desk = client_of("supervisor.9001")
    for address in ("/desk/", "/desk/ledger", "/desk/figures", "/desk/cases/{}/"):
        assert desk.get(address.format(brought_in.case_id)).status_code == 200


def test_it_counts_as_taken_back_by_facts_and_one_by_one(brought_in):
    now = timezone.now()
    seal_pending(now)
    keep_up(now)

    today = timezone.localdate(now)
    names = ["reported", "withdrawn", "waiting", "accepted"]
    facts = counts_of(names, Subject.everything(), Days(today, today))

    assert facts == {"reported": 1, "withdrawn": 1, "waiting": 0, "accepted": 0}
    case = Case.objects.get(pk=brought_in.case_id)
    told = tally(Period(case.reported_at, now))
    assert (told.reported, told.withdrawn, told.waiting) == (1, 1, 0)
