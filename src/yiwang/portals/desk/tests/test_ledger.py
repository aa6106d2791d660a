"""The ledger: found by two characters, narrowed down, paged by key, exported with a record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.records.queries import records_named
from yiwang.portals.casework.tests.staging import (
    CLERK,
    VERIFIER,
    act,
    client_of,
    dispatched,
    photo,
    reported,
)

pytestmark = pytest.mark.django_db


def numbers(client, query: str = "") -> list[str]:
    page = client.get(f"/desk/ledger?{query}")
    assert page.status_code == 200
    return [row.number for row in page.context["listed"].rows]


@pytest.mark.mechanism("JMS-64")
def test_two_characters_find_a_case():
    wanted = reported(text="垃圾桶满了三天", kind="sanitation.litter")
    reported(text="楼道漏水")

    assert numbers(client_of(CLERK), "text=满了") == [wanted.number]


def test_type_area_state_and_number_narrow_down():
    leak, litter = reported(), reported(text="垃圾", kind="sanitation.litter")
    client = client_of(CLERK)

    assert numbers(client, "kind=housing") == [leak.number]
    assert numbers(client, f"number={litter.number}") == [litter.number]
    assert numbers(client, "area=9001010102") == []
    assert numbers(client, "state=closed") == []
    assert numbers(client, "area=900101&state=open") == [litter.number, leak.number]


def test_what_all_areas_of_a_page_share_is_said_once():
    for _ in range(2):
        reported()

    page = client_of(CLERK).get("/desk/ledger")

    shared = page.context["shared_path"]
    assert shared
    assert page.context["listed"].rows[0].area.startswith(shared)
    assert page.content.decode().count(shared) == 1


def test_unknown_area_and_a_persons_number_are_refused_with_what_was_typed():
    client = client_of(CLERK)

    unknown = client.get("/desk/ledger?area=nowhere&text=漏水")
    person = client.get("/desk/ledger?text=13812345678")

    assert (unknown.status_code, person.status_code) == (422, 422)
    assert unknown.context["typed"]["text"] == "漏水"
    assert "text" in person.context["faults"]


@pytest.mark.mechanism("JMS-53")
def test_clear_off_list_keeps_a_case_until_its_result_is_verified():
    case = dispatched("ZJ-9001")
    reported()  # not triaged: not taken on yet
    supervisor = client_of("supervisor.9001")
    assert numbers(supervisor, "show=clear") == [case.number]

    act(case, "zj.9001", "finish", text="补好了", photos=(photo(),))
    assert numbers(supervisor, "show=clear") == [case.number]

    act(case, VERIFIER, "pass_check")
    assert numbers(supervisor, "show=clear") == []


def test_pages_follow_the_key():
    cases = [reported() for _ in range(52)]
    client = client_of(CLERK)

    first = client.get("/desk/ledger").context["listed"]
    second = client.get(f"/desk/ledger?after={first.next_after}").context["listed"]

    assert (len(first.rows), len(second.rows), second.next_after) == (50, 2, None)
    assert second.rows[-1].number == cases[0].number


def test_number_of_queries_does_not_grow_with_the_cases():
    client, counts = client_of(CLERK), []
    for more in (2, 8):
        for _ in range(more):
            reported()
        client.get("/desk/ledger")
        with CaptureQueriesContext(connection) as counted:
            client.get("/desk/ledger")
        counts.append(len(counted))

    assert counts[0] == counts[1]


def test_export_is_recorded_and_leaves_contacts_and_confidential_cases_out():
    leak = reported(contact="13812345678")
    secret = reported(text="欠薪三个月", kind="rights.wages", contact="13812345678")

    answer = client_of(CLERK).post("/desk/ledger/export", {"state": "open"})

    content = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert leak.number in content
    assert secret.number not in content
    assert "13812345678" not in content
    assert records_named("cases.ledger.exported", "accounts.account").count() == 1


def test_clerk_of_another_community_sees_nothing_of_it():
    reported()

    assert numbers(client_of("clerk.90020101")) == []
