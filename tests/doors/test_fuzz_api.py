"""Whatever is sent to REST, it never fails: it is taken, or a problem document says why not.

Bodies are drawn from the OpenAPI document itself, then spoilt: other types, other shapes,
characters nobody expects, numbers too large for anything.
"""

import json

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.doors.stage import CLERK, HERE, reported, token_for
from yiwang.work.exchange.tests.market import held, put_up

QUIET = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ODD = ["\x00", "\ud800", "\u202e", "𠮷", "'; DROP TABLE", "{{7*7}}", "\r\nX: y", "1e999", "٣", "🙂"]
PROBLEM = {"type", "title", "status", "detail"}

strings = st.one_of(
    st.sampled_from(ODD), st.text(max_size=40), st.sampled_from(["", "housing.leak"])
)
numbers = st.one_of(
    st.integers(), st.floats(), st.sampled_from([10**30, -(10**400), 1e308, 130.025, 46.05])
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), numbers, strings),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(strings, below, max_size=3),
    max_leaves=6,
)


def drawn(schema: dict, document: dict) -> st.SearchStrategy:
    """Values of a schema of the document, one in four of them something else altogether."""
    return st.one_of(_fitting(schema, document), _fitting(schema, document), anything)


def _fitting(schema: dict, document: dict) -> st.SearchStrategy:
    if "$ref" in schema:
        return _fitting(document["components"]["schemas"][schema["$ref"].split("/")[-1]], document)
    if "anyOf" in schema:
        return st.one_of([_fitting(one, document) for one in schema["anyOf"]])
    kind = schema.get("type", "null")
    if kind == "object":
        fields = {name: drawn(one, document) for name, one in schema["properties"].items()}
        needed = {name: fields.pop(name) for name in schema.get("required", [])}
        return st.fixed_dictionaries(needed, optional=fields)
    if kind == "array":
        return st.lists(drawn(schema["items"], document), max_size=3)
    return {"string": strings, "number": numbers, "integer": numbers, "null": st.none()}[kind]


def document() -> dict:
    return json.loads(Client().get("/api/v1/openapi.json").content)


def body_of(path: str, described: dict) -> st.SearchStrategy:
    content = described["paths"][path]["post"]["requestBody"]["content"]
    return drawn(content["application/json"]["schema"], described)


def sent(address: str, body: object, **headers: str):
    """The answer; whatever it changed is rolled back."""
    point = transaction.savepoint()
    try:
        return Client(raise_request_exception=False).post(
            address, json.dumps(body), content_type="application/json", headers=headers
        )
    finally:
        transaction.savepoint_rollback(point)


def assert_answered(answer, *expected: int) -> None:
    assert answer.status_code in (*expected, 400, 401, 404, 409, 413, 422), answer.content
    if answer.status_code >= 400:
        said = json.loads(answer.content)
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert said.keys() >= PROBLEM
        assert said["status"] == answer.status_code
        assert said["detail"].strip()
        assert all("field" in error and error["detail"] for error in said.get("errors", []))


@QUIET
@given(data=st.data())
def test_raising_a_case_never_fails(db, data):
    body = data.draw(body_of("/api/v1/cases", document()))

    assert_answered(sent("/api/v1/cases", body), 201)


@QUIET
@given(key=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=200))
def test_no_key_of_a_request_makes_it_fail(db, key):
    answer = sent(
        "/api/v1/cases", {"text": "路灯不亮", "area": "90010101"}, **{"Idempotency-Key": key}
    )

    assert_answered(answer, 201)


@QUIET
@given(data=st.data())
def test_acting_on_a_task_never_fails(db, data):
    task, token = reported("琉璃瓦掉落", HERE).task, token_for(CLERK)
    actions = st.sampled_from(["whistle", "settle", "take_up", "decline", "answer", "none", "%00"])
    action, which = data.draw(actions), data.draw(st.sampled_from([task, task, 10**30, -1, "x"]))
    body = data.draw(body_of("/api/v1/tasks/{task_id}/{action}", document()))

    answer = sent(f"/api/v1/tasks/{which}/{action}", body, Authorization=f"Bearer {token}")

    assert_answered(answer, 200)


@QUIET
@given(data=st.data())
def test_acting_by_a_code_never_fails(db, data):
    code = reported("琉璃瓦掉落", HERE).code
    action = data.draw(st.sampled_from(["rate", "correct_contact", "reopen_closed", "none", "%00"]))
    body = data.draw(body_of("/api/v1/cases/{tracking_code}/{action}", document()))

    assert_answered(sent(f"/api/v1/cases/{code}/{action}", body), 200)


@pytest.mark.parametrize(
    "code", ["%00", "𠮷" * 9, "7K2-M9P-4XD", "'--", "x" * 4000, "%F0%28%8C%28"]
)
def test_no_code_makes_following_fail(db, code):
    assert_answered(Client(raise_request_exception=False).get(f"/api/v1/cases/{code}"))


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head", "options"])
@pytest.mark.parametrize("address", ["/api/v1/cases", "/api/v1/tasks/1/whistle", "/api/v1/nowhere"])
def test_another_method_is_a_problem_too(db, method, address):
    answer = getattr(Client(raise_request_exception=False), method)(address)

    assert answer.status_code in (404, 405)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("sent_as", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_a_body_of_another_kind_is_a_problem(db, sent_as):
    client = Client(raise_request_exception=False)

    answer = client.generic("POST", "/api/v1/cases", b"<text>x</text>", content_type=sent_as)

    assert_answered(answer)
    assert answer.status_code in (400, 422)


@pytest.mark.parametrize("body", ["[]", "null", "7", '"text"', "[[[[[[", "{" * 20_000, "\xff", ""])
def test_json_of_another_shape_is_a_problem(db, body):
    client = Client(raise_request_exception=False)

    answer = client.post("/api/v1/cases", body, content_type="application/json")

    assert_answered(answer)
    assert answer.status_code in (400, 422)


@QUIET
@given(data=st.data())
def test_taking_a_card_on_never_fails(db, data):
    card, token = put_up(amount=3), token_for(CLERK)
    which = data.draw(st.sampled_from([card.pk, card.pk, 10**30, -1, "x"]))
    body = data.draw(body_of("/api/v1/cards/{card_id}/claims", document()))

    answer = sent(f"/api/v1/cards/{which}/claims", body, Authorization=f"Bearer {token}")

    assert_answered(answer, 201, 403)


@QUIET
@given(data=st.data())
def test_reporting_and_confirming_never_fail(db, data):
    claim, token = held(put_up()), token_for(CLERK)
    act = data.draw(st.sampled_from(["report", "confirm"]))
    which = data.draw(st.sampled_from([claim.pk, claim.pk, 10**30, -1, "x"]))
    body = data.draw(body_of(f"/api/v1/claims/{{claim_id}}/{act}", document()))

    answer = sent(f"/api/v1/claims/{which}/{act}", body, Authorization=f"Bearer {token}")

    assert_answered(answer, 200, 403)


@pytest.mark.parametrize(
    "address",
    [
        *("/api/v1/cards?page=0", "/api/v1/cards?page=x", "/api/v1/cards?area=%00&q=%00"),
        *("/api/v1/cards/1e9", f"/api/v1/cards/{10**30}", "/api/v1/funds/%00/ledger"),
    ],
)
def test_nothing_asked_of_cards_and_funds_makes_it_fail(db, address):
    assert_answered(Client(raise_request_exception=False).get(address), 200)
