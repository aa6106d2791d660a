"""What only its reporter may do to a case, as a program does it with their code."""

import pytest
from django.utils import timezone

from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.records.models import Record
from yiwang.interfaces.rest.tests.conftest import REPORT
from yiwang.portals.casework.tests.staging import CLERK, DISPATCHER, USUAL, VERIFIER
from yiwang.portals.casework.tests.staging import act as staff
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.models import Case, QuestionAnswer, Rating
from yiwang.work.cases.reports import Report


@pytest.fixture
def act(post):
    """`act(code, "rate", grade=2, key="…")`: the answer."""

    def send(code, action, *, key=None, language="en", **given):
        return post(f"/api/v1/cases/{code}/{action}", given, key=key, language=language)

    return send


@pytest.fixture
def code(post):
    return post("/api/v1/cases", {**REPORT, "contact": "13812341234"}).json()["tracking_code"]


def actions(answer) -> dict[str, list[str]]:
    """What may be done, and what each needs."""
    assert answer.status_code == 200, answer.content
    return {each["key"]: each["needs"] for each in answer.json()["actions"]}


def names() -> list[str]:
    return list(Record.objects.filter(subject="cases.case").order_by("id").values_list("name"))


def test_the_whole_way_from_a_bad_grade_to_an_appeal(act, client):
    made = report_case(Report(**USUAL), actor=REPORTER, now=timezone.now())
    case, code = Case.objects.get(pk=made.case_id), made.tracking_code
    staff(case, CLERK, "whistle", kind="housing.leak", nature="joint")
    for again in (True, False):
        staff(case, DISPATCHER, "dispatch", organizations=("ZJ-9001",))
        staff(case, "zj.9001", "finish", text="补了屋面")
        staff(case, VERIFIER, "pass_check")
        staff(case, CLERK, "answer", text="屋面已修补。")
        assert actions(client.get(f"/api/v1/cases/{code}"))["rate"] == ["grade"]
        rated = act(code, "rate", grade=1, reason="还漏")
        if again:
            assert actions(act(code, "reopen")).keys().isdisjoint({"reopen", "rate"})

    assert [reply["grade"] for reply in rated.json()["replies"]] == [1, 1]
    assert actions(rated)["request_reopen"] == ["reason"]
    asked = act(code, "request_reopen", reason="雨天还是漏")
    staff(case, DISPATCHER, "refuse_reopen", reason="查过不漏", text="雨天复查没有漏。")
    refused = client.get(f"/api/v1/cases/{code}")
    appealed = act(code, "appeal_refusal", reason="复查那天没有下雨")
    staff(case, "supervisor.9001", "grant_reopen")

    assert asked.status_code == 200
    assert actions(refused)["appeal_refusal"] == ["reason"]
    assert "appeal_refusal" not in actions(appealed)
    told = client.get(f"/api/v1/cases/{code}").json()["requests"]
    assert [(one["is_appeal"], one["decision"]) for one in told] == [
        (False, "refused"),
        (True, "granted"),
    ]


def test_a_question_is_read_and_answered(act, client):
    made = report_case(Report(**USUAL, contact="13812341234"), actor=REPORTER, now=timezone.now())
    case, code = Case.objects.get(pk=made.case_id), made.tracking_code
    staff(case, CLERK, "whistle", kind="housing.leak", nature="joint")
    staff(case, DISPATCHER, "dispatch", organizations=("ZJ-9001",))
    staff(case, "zj.9001", "ask_reporter", text="漏水的是哪个房间？")

    read = client.get(f"/api/v1/cases/{code}")
    answered = act(code, "answer_question", text="北边卧室", key="a-1")
    again = act(code, "answer_question", text="北边卧室", key="a-1")

    assert read.json()["question"]["text"] == "漏水的是哪个房间？"
    assert actions(read)["answer_question"] == ["text"]
    assert (answered.json()["question"], again.status_code) == (None, 200)
    assert QuestionAnswer.objects.get().text == "北边卧室"


def test_what_was_closed_is_asked_to_be_handled_again_and_the_decision_is_told(act, answered):
    closed = act(answered, "rate", grade=5)
    assert actions(closed)["reopen_closed"] == ["reason"]
    assert act(answered, "reopen_closed", reason=" ").json()["errors"][0]["field"] == "reason"
    long = act(answered, "reopen_closed", reason="漏" * 501)
    assert "at most 500" in long.json()["errors"][0]["detail"]

    asked = act(answered, "reopen_closed", reason="第二天又堆满了")

    assert asked.json()["state"] == "open"
    [request] = asked.json()["requests"]
    assert (request["reason"], request["decision"]) == ("第二天又堆满了", "")
    assert "reopen_closed" not in actions(asked)


def test_sent_again_under_the_same_key_it_is_done_once(act, answered):
    first = act(answered, "rate", grade=1, key="r-1")
    before = names()
    again = act(answered, "rate", grade=1, key="r-1")
    other = act(answered, "rate", grade=5, key="r-1")
    without = act(answered, "rate", grade=1)

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["replies"] == again.json()["replies"]
    assert (other.status_code, without.status_code) == (422, 409)
    assert (Rating.objects.count(), names()) == (1, before)


def test_a_key_of_a_report_is_no_key_of_an_act(act, post):
    taken = post("/api/v1/cases", REPORT, key="k-1").json()["tracking_code"]

    assert act(taken, "withdraw", key="k-1").json()["type"].endswith("key_used_otherwise")
    assert act(taken, "withdraw", key="字" * 129).json()["errors"][0]["field"] == "idempotency_key"
    assert Case.objects.get().is_open

    assert act(taken, "withdraw", key="k-2").json()["state"] == "closed"
    raised = post("/api/v1/cases", REPORT, key="k-2")
    assert raised.json()["type"].endswith("key_used_otherwise")


def test_what_was_refused_is_tried_anew_under_its_key(act, code):
    refused = act(code, "correct_contact", contact="none", key="c-1")
    done = act(code, "correct_contact", contact="13987654321", key="c-2")

    assert refused.json()["errors"][0]["field"] == "contact"
    assert done.status_code == 200
    assert act(code, "correct_contact", contact="13912345678", key="c-1").status_code == 200


def test_withdrawing_and_erasing_are_the_reporters_own(act, code, client):
    followed = follow_case(Case.objects.get().pk, actor=REPORTER, now=timezone.now())
    assert {"withdraw", "erase_contact"} <= actions(client.get(f"/api/v1/cases/{code}")).keys()
    assert actions(client.get(f"/api/v1/cases/{followed}")) == {}

    refused = [act(followed, each, key="f") for each in ("withdraw", "erase_contact", "rate")]
    assert [answer.status_code for answer in refused] == [403] * 3
    assert Case.objects.get().is_open

    assert "erase_contact" not in actions(act(code, "erase_contact"))
    withdrawn = act(code, "withdraw")
    assert (withdrawn.json()["state"], withdrawn.json()["ending"]["outcome"]) == (
        "closed",
        "withdrawn",
    )


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        ("rate", "nothing_to_decide"),
        ("answer_question", "nothing_asked"),
        ("reopen_closed", "closed_for_good"),
        ("fly", "nothing_to_decide"),
    ],
)
def test_what_is_not_offered_is_refused_in_the_readers_language(act, code, action, problem):
    before = names()

    refused = act(code, action, grade=5, text="x", reason="x", language="zh-hans")

    assert (refused.status_code, names()) == (409, before)
    assert refused.json()["type"] == f"urn:yiwang:problem:{problem}"
    assert any("一" <= sign <= "鿿" for sign in refused.json()["detail"])


def test_codes_cannot_be_found_by_trying_to_act(act, db, client):
    answers = [act("000-000-000", "withdraw").status_code for _ in range(31)]

    assert answers == [404] * 30 + [429]
    assert client.get("/api/v1/cases/000-000-000").status_code == 429


def test_openapi_names_the_actions(client, db):
    described = client.get("/api/v1/openapi.json").json()
    said = described["paths"]["/api/v1/cases/{tracking_code}/{action}"]["post"]

    for action in ("rate", "reopen_closed", "appeal_refusal", "answer_question", "withdraw"):
        assert f"`{action}`" in said["description"]
    assert "Idempotency-Key" in [each["name"] for each in said["parameters"]]
