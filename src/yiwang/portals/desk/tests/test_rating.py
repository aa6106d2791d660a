"""The page on which a rating is entered for somebody."""

import pytest
from django.test import Client
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER
from yiwang.portals.casework.tests.staging import CLERK, USUAL, VERIFIER, act, client_of
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case, Rating
from yiwang.work.cases.reports import Report

pytestmark = pytest.mark.django_db
OUTSIDER = "clerk.90010102"


@pytest.fixture
def code() -> str:
    """Of a leak that was settled and answered."""
    made = report_case(Report(**USUAL), actor=REPORTER, now=timezone.now())
    case = Case.objects.get(pk=made.case_id)
    act(case, CLERK, "settle", text="已修好", kind="housing.leak", nature="small")
    act(case, VERIFIER, "pass_check")
    act(case, CLERK, "answer", text="水管已更换。")
    return made.tracking_code


def test_slip_is_entered_and_the_reporter_sees_how(code):
    client = client_of(OUTSIDER)

    page = client.post(
        "/desk/rate", {"code": code, "grade": "5", "way": "slip", "reason": "很快"}, follow=True
    )

    assert "评价已记下" in page.content.decode()
    assert (Rating.objects.get().way, Rating.objects.get().grade) == ("slip", 5)
    assert "纸质回执" in Client().get(f"/c/{code}").content.decode()


@pytest.mark.parametrize(
    ("by", "given", "status", "field"),
    [
        (OUTSIDER, {"way": ""}, 422, "way"),
        (OUTSIDER, {"grade": ""}, 422, "grade"),
        (OUTSIDER, {"code": "AAA-AAA-AAA"}, 404, "code"),
        (CLERK, {}, 409, "code"),
    ],
)
def test_refusal_comes_back_at_its_field_with_what_was_typed(by, given, status, field, code):
    sent = {"code": code, "grade": "5", "way": "phone", "reason": "很快", **given}

    page = client_of(by).post("/desk/rate", sent)

    assert page.status_code == status
    assert list(page.context["faults"]) == [field]
    assert 'value="很快"' in page.content.decode()
    assert not Rating.objects.exists()


def test_who_takes_nothing_in_has_no_such_page():
    assert client_of("zj.9001").get("/desk/rate").status_code == 403
