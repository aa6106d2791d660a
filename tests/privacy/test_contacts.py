"""Contacts: rules 10 to 12."""

import logging

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from tests.doors.doors import DOORS
from tests.doors.knocking import knock
from tests.doors.stage import CLERK, DISPATCHER, ROLES, SUPERVISOR, Stood, client_of, token_for
from tests.privacy.database import text_of_everything
from tests.privacy.residents import PHONE, case_of, follow_like, page_of, report
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.portals.casework.tests.staging import act
from yiwang.work.cases.models import Case, Contact

pytestmark = pytest.mark.django_db
REVEAL = "cases.contact.revealed"


def everything_shown(client: Client, token: str, case: Case) -> str:
    """All that this browser gets at every door, on this case."""
    stood = Stood(case=case.pk)
    shown = []
    for doors in DOORS.values():
        for door in doors:
            if door.method == "GET" and "logout" not in door.address:
                answer = knock(client, door, stood, token)
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                shown.append(content.decode("utf-8", "replace"))
    return "".join(shown)


@pytest.mark.parametrize("role", [role for role, username in ROLES.items() if username])
def test_the_contact_is_on_no_page_of_anybody_only_its_mask(role, caplog):
    """10: pages, panels, lists, exports, the inbox of programs; and not in the log either."""
    caplog.set_level(logging.DEBUG)
    case = case_of(report(kind="housing.leak"))
    client, token = client_of(ROLES[role]), token_for(ROLES[role])

    shown = everything_shown(client, token, case)
    shown += client.post("/desk/ledger/export").content.decode()

    assert len(shown) > 10_000
    assert PHONE not in shown
    assert PHONE[3:] not in shown
    assert PHONE not in caplog.text


def test_the_mask_is_shown_to_those_who_see_the_case():
    """10: 138****1234, on the page of the case; lists hold none."""
    case = case_of(report(kind="housing.leak"))

    assert "138****1234" in client_of(CLERK).get(f"/desk/cases/{case.pk}/").content.decode()
    assert "138****1234" not in client_of(CLERK).get("/desk/ledger").content.decode()


def test_each_contact_has_a_key_of_its_own_under_one_that_no_table_holds():
    """10: the same number sealed twice is two different things."""
    first, second = (case_of(report()) for _ in range(2))
    one, other = (Contact.objects.get(case=case) for case in (first, second))

    assert bytes(one.sealed) != bytes(other.sealed)
    assert bytes(one.wrapped_key) != bytes(other.wrapped_key)
    assert settings.MASTER_KEY not in text_of_everything()


def revealed(username: str, case: Case, reason: str = "回访核实"):
    return client_of(username).post(f"/desk/cases/{case.pk}/contact", {"reason": reason})


@pytest.mark.parametrize("username", [DISPATCHER, SUPERVISOR, "verifier.900101"])
def test_without_an_open_task_on_the_case_nobody_sees_the_contact(username):
    """11: although they may see the case, and some of them may see other contacts."""
    case = case_of(report(kind="housing.leak"))

    refused = revealed(username, case)

    assert refused.status_code == 403
    assert PHONE not in refused.content.decode()
    assert not Record.objects.filter(name=REVEAL).exists()


def test_once_the_task_is_over_so_is_the_right_to_look():
    """11: a case passed on is no longer one's own to ask back about."""
    case = case_of(report(kind="housing.leak"))
    act(case, CLERK, "whistle", kind="housing.leak", nature="joint")

    assert revealed(CLERK, case).status_code == 403


def test_a_task_beside_the_steps_opens_no_contact():
    """11: whoever only coordinates, orders, approves or scores has nothing to ask back about."""
    case = case_of(report(kind="housing.leak"))
    act(case, CLERK, "whistle", kind="housing.leak", nature="joint")
    act(case, DISPATCHER, "dispatch", organizations=("ZJ-9001",), whistle="hard_matter")
    beside = Case.objects.filter(pk=case.pk, run__tasks__role="coordinating")
    assert beside.filter(run__tasks__post__appointments__account__username=DISPATCHER).exists()

    refused = revealed(DISPATCHER, case)

    assert refused.status_code == 403
    assert PHONE not in refused.content.decode()
    assert not Record.objects.filter(name=REVEAL).exists()


@pytest.mark.parametrize("reason", ["", "   ", "长" * 201])
def test_without_a_reason_nobody_sees_the_contact(reason):
    """11: what was typed comes back with a sentence, and nothing is recorded."""
    case = case_of(report(kind="housing.leak"))

    refused = revealed(CLERK, case, reason)

    assert refused.status_code == 422
    assert "为什么要看" in refused.content.decode()
    assert PHONE not in refused.content.decode()
    assert not Record.objects.filter(name=REVEAL).exists()


def test_a_look_is_shown_once_recorded_and_told_to_the_reporter():
    """11: which post, when and why; the follower of the case learns nothing of it."""
    code = report(kind="housing.leak")
    case = case_of(code)
    followed = follow_like(case)
    clerk = client_of(CLERK)

    clerk.post(f"/desk/cases/{case.pk}/contact", {"reason": "核对门牌号"})
    first, second = (clerk.get(f"/desk/cases/{case.pk}/").content.decode() for _ in range(2))

    record = Record.objects.get(name=REVEAL)
    assert (PHONE in first, PHONE in second) == (True, False)
    assert record.capacity.endswith(" · 受理员")
    assert PHONE not in str(record.data)
    assert "核对门牌号" in page_of(code)
    assert record.capacity in page_of(code)
    assert "核对门牌号" not in page_of(followed)
    assert "反映人的联系方式被查看" not in page_of(followed)


def test_looks_are_told_to_programs_of_the_reporter_too():
    """11: the same list at the REST door."""
    code = report(kind="housing.leak")
    revealed(CLERK, case_of(code), "核对门牌号")

    steps = Client().get(f"/api/v1/cases/{code}").json()["steps"]

    assert any("联系方式" in step["what"] for step in steps)
    assert PHONE not in str(steps)


WAGES = {"kind": "rights.wages", "text": "工地拖欠薪水三个月"}


@pytest.fixture
def wages() -> Case:
    return case_of(report(**WAGES))


def test_a_confidential_case_is_like_no_other(wages):
    """12: neither to whoever reports the same thing at the same place, nor anything else there."""
    for kind in ("", "rights.wages", "housing.leak"):
        neighbour = Client()
        neighbour.post("/report", {"text": "这里也有事", "kind": kind})
        neighbour.post("/report/place", {"lng": "130.025", "lat": "46.05"})
        page = neighbour.get("/report/check")

        assert page.context["like"] == []
        asked = neighbour.post("/report/follow", {"case": str(wages.pk)}, follow=True)
        assert asked.request["PATH_INFO"] == "/report/check"
    assert wages.followers.count() == 0


def test_a_confidential_case_is_found_by_no_search_and_leaves_in_no_export(wages):
    """12: even those who work on it find it in their inbox only."""
    clerk = client_of(CLERK)

    found = clerk.get("/desk/ledger", {"text": "薪水"}).context["listed"].rows
    exported = clerk.post("/desk/ledger/export").content.decode()

    assert found == []
    assert wages.number not in exported
    assert wages.number in clerk.get("/desk/").content.decode()


@pytest.mark.parametrize(
    "username", ["grid.9001010101", DISPATCHER, "verifier.900101", SUPERVISOR, "supervisor.90"]
)
def test_a_confidential_case_is_in_nobody_elses_lists(wages, username):
    """12: no list, no count, no map, although they see every other case of the place."""
    other = case_of(report(kind="housing.leak"))
    client = client_of(username)

    listed = client.get("/desk/ledger").context["listed"].rows
    addresses = [f"/desk/cases/{wages.pk}/{end}" for end in ("", "panel", "map.geojson", "place")]

    assert [row.case_id for row in listed] == [other.pk]
    assert [client.get(address).status_code for address in addresses] == [404] * 4


def test_a_confidential_case_is_on_no_figure_of_a_supervisor(wages):
    """12: what they may not see is not counted for them either."""
    today = timezone.localdate().isoformat()
    report(kind="housing.leak")
    seal_pending(timezone.now())
    keep_up(timezone.now())
    client = client_of(SUPERVISOR)
    shown = client.get("/desk/figures", {"since": today, "until": today}).context["figures"]

    assert shown[0].figure.beside["waiting"] == 1
