"""What shows that something is done, what it rests on and until when, as a program says it."""

import base64
from datetime import timedelta

import pytest
from django.utils import timezone

from yiwang.foundation.files.models import StoredFile
from yiwang.foundation.records.queries import history_of
from yiwang.portals.casework.tests.staging import jpeg
from yiwang.work.cases.models import Case
from yiwang.work.workflows.models import Ground, Request

REPORT = {"text": "路边倒了一大堆渣土", "place": {"lng": 130.03, "lat": 46.05}}
WORDS = "渣土已全部清走，现场冲洗干净，恢复原状。"
CLERK, CENTRE, STREETS = "clerk.90010101", "dispatcher.900101", "cg.9001"


@pytest.fixture
def picture() -> str:
    return base64.b64encode(jpeg()).decode()


@pytest.fixture
def at_work(post, client, token_of):
    """`at_work(username)` is the one task of their inbox, and a way to act on it."""

    def of(username):
        token = token_of(username)
        headers = {"Authorization": f"Bearer {token}"}
        (task,) = client.get("/api/v1/tasks", headers=headers).json()
        address = f"/api/v1/tasks/{task['id']}"
        return task, lambda action, body: post(f"{address}/{action}", body, token=token)

    return of


@pytest.fixture
def streets(post, at_work):
    """Rubble, dispatched to the streets' office."""
    post("/api/v1/cases", REPORT)
    at_work(CLERK)[1]("whistle", {"type": "sanitation.muck", "nature": "joint"})
    at_work(CENTRE)[1]("dispatch", {"organizations": ["CG-9001"]})
    return at_work(STREETS)


def needs(task, key) -> set[str]:
    return next(set(each["needs"]) for each in task["actions"] if each["key"] == key)


def fields(answer) -> set[str]:
    return {each["field"] for each in answer.json()["errors"]}


def story() -> list[str]:
    records = history_of(("cases.case", Case.objects.get().pk))
    return [record.name.rpartition(".")[2] for record in records]


def test_the_evidence_of_the_type_is_named_asked_for_and_kept_once(streets, picture):
    task, act = streets
    asked = {"photos", "photos_before", "metres_off", "text"}
    assert needs(task, "finish") == asked

    assert fields(act("finish", {"text": "清了"})) == asked
    shown = {"text": WORDS, "photos": [picture], "photos_before": [picture]}
    far = act("finish", shown | {"metres_off": 3000})
    assert fields(far) == {"reason"}  # why so far from the place?
    assert act("finish", shown | {"metres_off": 0}).status_code == 200
    again = act("finish", shown | {"metres_off": 0})

    assert (again.status_code, again.json()["type"]) == (409, "urn:yiwang:problem:already_done")
    assert story().count("handled") == 1
    assert sorted(StoredFile.objects.values_list("purpose", flat=True)) == ["before", "result"]


def test_each_kind_of_picture_is_refused_under_its_own_name(streets, picture):
    _task, act = streets

    for field in ("photos", "photos_before", "documents"):
        assert fields(act("finish", {field: ["not base64!"]})) == {field}
        assert fields(act("finish", {field: [base64.b64encode(b"text").decode()]})) == {field}
        assert fields(act("finish", {field: [picture] * 7})) == {field}
    assert fields(act("finish", {"metres_off": -1})) == {"metres_off"}


def test_a_return_names_its_reason_and_the_entry_it_rests_on(streets):
    task, act = streets
    assert needs(task, "return") == {"reason", "reason_code", "entry"}

    assert fields(act("return", {"reason": "不归我们"})) == {"reason_code", "entry"}
    ground = {"reason": "不归我们", "reason_code": "not_ours"}
    assert fields(act("return", ground | {"entry": "no-such"})) == {"entry"}
    assert act("return", ground | {"entry": "housing"}).status_code == 200

    assert Ground.objects.get().entry.key == "housing"


def test_more_time_and_a_day_are_asked_for(streets):
    task, act = streets
    assert needs(task, "ask_extension") == {"reason", "reason_code", "value"}
    assert needs(task, "ask_deferral") == {"reason", "reason_code", "until"}
    why = {"reason": "入冬不能开挖", "reason_code": "winter"}
    tomorrow = timezone.localdate() + timedelta(days=1)

    more = {"reason": "等配件", "reason_code": "materials"}
    for value in ("1e30", "0", "-1", "0.001", "999999"):
        assert fields(act("ask_extension", more | {"value": value})) == {"value"}
    for until in ("today", tomorrow - timedelta(days=1), "2999-01-01"):
        assert fields(act("ask_deferral", why | {"until": str(until)})) == {"until"}
    assert act("ask_deferral", why | {"until": str(tomorrow)}).status_code == 200

    asked = Request.objects.get()
    assert (asked.kind, timezone.localdate(asked.until)) == ("deferral", tomorrow)
