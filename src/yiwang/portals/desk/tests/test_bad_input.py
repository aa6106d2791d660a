"""Addresses and forms that no page of ours sends: answered with a sentence, never an error page."""

import pytest

from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import CLERK, client_of, reported, task_of

pytestmark = pytest.mark.django_db
NUL = "a\x00b"


@pytest.mark.parametrize(
    "address",
    [
        "/desk/cases/99999999999999999999/",
        "/desk/cases/99999999999999999999/panel",
        "/work/cases/99999999999999999999/",
        "/work/posts/99999999999999999999/card",
        "/desk/ledger?after=99999999999999999999&text=%00&number=%00&area=%00&kind=%00",
        "/desk/ledger?since=2026-13-45&until=yesterday&counted=everything&state=x&channel=%00",
        "/desk/?post=99999999999999999999&step=%00&shown=99999999999999999999",
        "/desk/rules/registers/triage?try=1&kind=%00&nature=%00&area=%00&text=%00",
        "/desk/rules/workflows/%00",
        "/desk/figures?since=x&until=0000-00-00",
        "/kept/x/00000000-0000-0000-0000-000000000000",
    ],
)
def test_strange_address_is_answered(address):
    for username in (CLERK, "supervisor.9001"):
        assert client_of(username).get(address).status_code in {200, 302, 403, 404, 422}


@pytest.mark.parametrize("action", ["whistle", "settle", "decline", "nothing", "dispatch", "rate"])
def test_strange_form_of_an_act_is_refused_and_changes_nothing(action):
    case = reported()
    before = len(history_of(("cases.case", case.pk)))
    strange = {
        "form": NUL,
        "kind": NUL,
        "nature": "x" * 9999,
        "organizations": ["-1", "99999999999999999999", "abc", "7"],
        "lead": "99",
        "kept": ["../../etc/passwd", NUL],
        "text": "x" * 100_000,
        "reason": NUL,
        "next": "https:evil",
    }

    page = client_of(CLERK).post(f"/desk/cases/{case.pk}/tasks/{task_of(case)}/{action}", strange)

    assert page.status_code in {404, 409, 422}
    assert len(history_of(("cases.case", case.pk))) == before


@pytest.mark.parametrize("door", ["/desk/intake", "/work/report"])
def test_strange_report_is_refused_with_its_fields(door):
    strange = {
        "form": NUL,
        "text": "",
        "kind": NUL,
        "channel": NUL,
        "area": NUL,
        "opened": NUL,
        "lng": "nan",
        "lat": "inf",
        "contact": "x" * 5000,
    }

    page = client_of(CLERK).post(door, strange)

    assert page.status_code == 422
    assert "text" in page.context["faults"]


def test_forms_beside_the_acts_refuse_what_is_strange():
    case = reported()
    client = client_of("supervisor.9001")

    order = client.post(f"/desk/cases/{case.pk}/orders", {"demand": NUL, "due_on": "never"})
    contact = client.post(f"/desk/cases/{case.pk}/contact", {"reason": NUL})
    place = client_of(CLERK).post(f"/desk/cases/{case.pk}/place", {"area": NUL, "reason": NUL})

    assert (order.status_code, contact.status_code) == (422, 403)
    assert place.status_code in {404, 422}
