"""What happens in one county changes nothing of what the other county is answered, byte for byte:
no list, search, count, figure, photo, export, map or inbox tells of it."""

import json
import re
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from tests.doors.doors import DOORS, Door
from tests.doors.knocking import knock
from tests.doors.stage import (
    CLERK,
    HERE,
    PHONE,
    THERE,
    UNKNOWN,
    UNKNOWN_PHOTO,
    Stood,
    client_of,
    handed_over,
    reported,
    token_for,
)
from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up

STRANGERS = ["clerk.90020101", "dispatcher.9002", "supervisor.9002", "zj.9002", "grid.9002010101"]
LISTS = [
    *(f"/desk/?show={show}" for show in ("mine", "told", "duty")),
    *("/desk/ledger?show=clear", "/desk/ledger?state=open", "/desk/ledger?area=9001"),
    *("/desk/ledger?kind=housing", "/desk/ledger?text=瓦&state=", "/desk/ledger?channel=web"),
    *("/desk/figures?since=2026-01-01&until=2027-01-01", "/work/?only=new"),
]
# What differs between two answers of the same page: tokens, ids of forms, the passing of time.
PULSE = "/command/pulse"  # tells that something was recorded somewhere, and nothing else
PASSING = [
    r'data-state="[0-9a-f]{16}"|"state": "[0-9a-f]{16}"',  # the same as the pulse
    r'name="(?:csrfmiddlewaretoken|form|key|draft)" value="[^"]*"',
    r'"X-CSRFToken": ?"[^"]*"',
    r"\b\d{1,2}:\d{2}(?::\d{2})?\b",
    r"\d+ ?(?:秒|分钟?|小时|天|min|h|days?)",
    r'datetime="[^"]*"',
    r"/(?:cases|tasks|photos)/[0-9a-f-]+",
    r'"(?:csrf|until)": "[^"]*"|(?<=[" ])\d{4,5}(?="[,}])',  # what a phone keeps, and how fresh
]


def bare(content: bytes, *sought: str) -> str:
    """An answer without what passes, and without what was asked for."""
    text = content.decode("utf-8", "replace")
    for pattern in PASSING:
        text = re.sub(pattern, "·", text)
    for words in sought:
        text = text.replace(words, "·").replace(quote(words), "·")
    return text


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def everything(client: Client, token: str) -> dict[str, str]:
    """What every door without a case answers, and every list that can be asked for."""
    plain = [door for doors in DOORS.values() for door in doors if not door.per]
    plain = [door for door in plain if door.address != PULSE]
    asked = [door for door in plain if door.method == "GET" and "logout" not in door.address]
    asked += [Door(address) for address in LISTS] + DOORS["desk_export"][1:]
    return {
        f"{door.method} {door.address}": bare(body(knock(client, door, Stood(), token)))
        for door in asked
    }


def here() -> list[Stood]:
    """Three cases of 东县, counted too: new, under way and confidential."""
    found = [
        reported("琉璃瓦掉落", HERE),
        handed_over(reported("下水道返味", HERE)),
        reported("三个月没发薪水", HERE, kind="rights.wages"),
    ]
    counted()
    return found


def counted() -> None:
    """All that has happened so far is in the figures."""
    seal_pending(timezone.now())
    keep_up(timezone.now())


@pytest.mark.parametrize("username", STRANGERS)
def test_nothing_that_happens_in_one_county_shows_in_the_other(db, username):
    reported("煤气味很大", THERE)
    counted()
    client, token = client_of(username), token_for(username)
    before = everything(client, token)

    here()

    after = everything(client, token)
    assert len(before) > 60
    assert {door for door in before if before[door] != after[door]} == set()


def test_nothing_that_happens_shows_to_whoever_has_no_account(db):
    client = Client(raise_request_exception=False)
    before = everything(client, "")

    here()

    assert everything(client, "") == before


def test_the_same_happenings_do_show_to_their_own_county(db):
    client, token = client_of(CLERK), token_for(CLERK)
    before = everything(client, token)

    here()

    after = everything(client, token)
    assert {"GET /desk/", "GET /desk/ledger", "GET /api/v1/tasks", "GET /work/"} <= {
        door for door in before if before[door] != after[door]
    }


@pytest.mark.parametrize("username", [*STRANGERS, "postless"])
@pytest.mark.parametrize("field", ["number", "text"])
def test_search_finds_a_foreign_case_no_more_than_one_that_is_not_there(db, username, field):
    here_case = reported("琉璃瓦掉落", HERE)
    client = client_of(username)

    def found(sought: str) -> tuple[int, str]:
        answer = client.get("/desk/ledger", {field: sought})
        return answer.status_code, bare(answer.content, sought)

    there_is, there_is_not = {
        "number": (here_case.number, "26999999"),
        "text": ("琉璃瓦", "无此词"),
    }[field]
    assert found(there_is) == found(there_is_not)


def per_case_doors() -> list[Door]:
    about_staff = ("/desk/cases", "/work/cases", "/photos", "/api/v1/tasks")
    return [
        door
        for doors in DOORS.values()
        for door in doors
        if "unknown" in door.per and door.address.startswith(about_staff)
    ]


@pytest.mark.parametrize("username", [*STRANGERS, "postless", "supervisor.90"])
def test_forbidden_and_unknown_are_answered_with_the_same_bytes(db, username):
    """For the supervisor of the whole city it is the confidential case that is not theirs."""
    cases = here() if username != "supervisor.90" else here()[2:]
    client, token = client_of(username), token_for(username)

    def answered(door: Door, stood: Stood) -> tuple[int, str, str]:
        answer = knock(client, door, stood, token)
        said = bare(body(answer))
        return answer.status_code, answer.headers.get("Content-Type", ""), said

    nothing = Stood(case=UNKNOWN, task=UNKNOWN, photo=UNKNOWN_PHOTO)
    doors = per_case_doors()
    assert len(doors) > 12
    for door in doors:
        expected = answered(door, nothing)
        assert expected[0] == 404
        assert [answered(door, stood) for stood in cases] == [expected] * len(cases), door.address


def test_what_a_foreign_case_holds_is_in_no_answer_about_it(db):
    """Its number, words, telephone and code: searched for in the bytes of every refusal."""
    stood = reported("琉璃瓦掉落", HERE)
    client, token = client_of("dispatcher.9002"), token_for("dispatcher.9002")
    secrets = [stood.number, stood.text, PHONE, PHONE[-4:], stood.code, "临江社区"]

    answers = [body(knock(client, door, stood, token)).decode() for door in per_case_doors()]

    assert [(secret, said) for said in answers for secret in secrets if secret in said] == []


def test_the_inbox_of_a_program_holds_the_cases_of_its_account_only(db):
    here()
    there = reported("煤气味很大", THERE)

    def cases(username: str) -> list[str]:
        headers = {"Authorization": f"Bearer {token_for(username)}"}
        answer = Client().get("/api/v1/tasks", headers=headers)
        return [task["case"] for task in json.loads(answer.content)]

    assert cases("clerk.90020101") == [there.number]
    assert len(cases("clerk.90010101")) == 2  # the new one and the confidential one
    assert cases("supervisor.9002") == []
