"""Acting on tasks, as a program of a member of staff does."""

from datetime import timedelta

from django.utils import timezone

from yiwang.foundation.records.models import Record
from yiwang.interfaces.rest.tests.conftest import REPORT
from yiwang.work.cases.models import Case
from yiwang.work.workflows.once import forget_keys


def inbox(client, token):
    return client.get("/api/v1/tasks", headers={"Authorization": f"Bearer {token}"})


def test_a_task_is_listed_and_acted_on(post, client, token_of):
    number = post("/api/v1/cases", REPORT).json()["number"]
    clerk, dispatcher = token_of("clerk.90010101"), token_of("dispatcher.900101")

    (task,) = inbox(client, clerk).json()
    whistled = post(
        f"/api/v1/tasks/{task['id']}/whistle",
        {"type": "sanitation.litter", "nature": "joint"},
        token=clerk,
    )

    assert (task["case"], task["clocks"][0]["light"]) == (number, "green")
    assert {"whistle", "settle", "decline"} <= {action["key"] for action in task["actions"]}
    assert whistled.json() == {"case": number, "step": "dispatch", "is_open": True}
    assert inbox(client, clerk).json() == []
    assert [each["case"] for each in inbox(client, dispatcher).json()] == [number]


def test_departments_are_named_by_their_codes(post, client, token_of):
    post("/api/v1/cases", REPORT)
    clerk, dispatcher = token_of("clerk.90010101"), token_of("dispatcher.900101")
    (task,) = inbox(client, clerk).json()
    body = {"type": "sanitation.litter", "nature": "joint"}
    post(f"/api/v1/tasks/{task['id']}/whistle", body, token=clerk)
    (task,) = inbox(client, dispatcher).json()
    address = f"/api/v1/tasks/{task['id']}/dispatch"

    unknown = post(address, {"organizations": ["CG-9001", "XX"]}, token=dispatcher)
    done = post(address, {"organizations": ["CG-9001", "ZJ-9001"]}, token=dispatcher)

    assert (unknown.status_code, unknown.json()["errors"][0]["field"]) == (422, "organizations")
    assert done.json()["step"] == "respond"
    assert len(inbox(client, token_of("zj.9001")).json()) == 1


def test_the_second_of_two_is_told_who_was_first(post, client, token_of):
    post("/api/v1/cases", REPORT)
    clerk = token_of("clerk.90010101")
    (task,) = inbox(client, clerk).json()
    address = f"/api/v1/tasks/{task['id']}/whistle"
    body = {"type": "sanitation.litter", "nature": "joint"}

    answers = [post(address, body, token=clerk) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 409]
    assert answers[1].json()["type"] == "urn:yiwang:problem:already_done"


def test_what_is_sent_again_under_its_key_is_done_once(post, client, token_of):
    post("/api/v1/cases", REPORT)
    clerk = token_of("clerk.90010101")
    (task,) = inbox(client, clerk).json()
    address = f"/api/v1/tasks/{task['id']}/whistle"
    body = {"type": "sanitation.litter", "nature": "joint"}

    refused = post(address, {"type": "sanitation.litter"}, token=clerk, key="k-1")
    first, again = (post(address, body, token=clerk, key="k-1") for _ in range(2))
    otherwise = post(address, body | {"text": "另有一事"}, token=clerk, key="k-1")
    overlong = post(address, body, token=clerk, key="k" * 129)

    assert refused.status_code == 422  # which uses no key up
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert Record.objects.filter(name__endswith=".whistled").count() == 1
    assert otherwise.json()["type"] == "urn:yiwang:problem:key_used_otherwise"
    assert overlong.json()["errors"][0]["field"] == "idempotency_key"


def test_the_key_of_one_account_is_none_of_another(post, client, token_of):
    post("/api/v1/cases", REPORT)
    clerk, stranger = token_of("clerk.90010101"), token_of("clerk.90020101")
    (task,) = inbox(client, clerk).json()
    address = f"/api/v1/tasks/{task['id']}/whistle"
    body = {"type": "sanitation.litter", "nature": "joint"}

    post(address, body, token=clerk, key="k-1")
    refused = post(address, body, token=stranger, key="k-1")
    unknown = post("/api/v1/tasks/999999/whistle", body, token=stranger, key="k-2")

    assert (refused.status_code, refused.json()) == (404, unknown.json())


def test_keys_are_kept_for_retries_and_then_forgotten(post, client, token_of):
    post("/api/v1/cases", REPORT)
    clerk = token_of("clerk.90010101")
    (task,) = inbox(client, clerk).json()
    body = {"type": "sanitation.litter", "nature": "joint"}
    post(f"/api/v1/tasks/{task['id']}/whistle", body, token=clerk, key="k-1")
    now = timezone.now()

    assert forget_keys(now + timedelta(days=1, hours=23)) == 0
    assert forget_keys(now + timedelta(days=2, seconds=1)) == 1


def test_a_task_tells_what_it_offers_and_what_each_act_needs(post, client, token_of):
    post("/api/v1/cases", REPORT)
    clerk, stranger = token_of("clerk.90010101"), token_of("clerk.90020101")
    (task,) = inbox(client, clerk).json()

    def shown(token):
        headers = {"Authorization": f"Bearer {token}"}
        return client.get(f"/api/v1/tasks/{task['id']}", headers=headers)

    offered = {each["key"]: each for each in shown(clerk).json()["actions"]}

    assert offered["whistle"]["needs"] == ["nature", "type"]
    assert (offered["whistle"]["refusal"], offered["whistle"]["checklist"]) == ("", [])
    assert shown(stranger).status_code == 404


def test_staff_of_another_county_cannot_even_see_that_the_task_exists(post, client, token_of):
    post("/api/v1/cases", REPORT)
    (task,) = inbox(client, token_of("clerk.90010101")).json()
    case = Case.objects.get()

    stranger = token_of("clerk.90020101")
    refused = post(f"/api/v1/tasks/{task['id']}/whistle", {}, token=stranger)
    unknown = post("/api/v1/tasks/999999/whistle", {}, token=stranger)

    assert (refused.status_code, unknown.status_code) == (404, 404)
    assert refused.json() == unknown.json()
    case.refresh_from_db()
    assert case.nature == ""


def test_missing_inputs_are_named(post, client, token_of):
    post("/api/v1/cases", REPORT)
    clerk = token_of("clerk.90010101")
    (task,) = inbox(client, clerk).json()

    refused = post(f"/api/v1/tasks/{task['id']}/whistle", {}, token=clerk)
    impossible = post(f"/api/v1/tasks/{task['id']}/rate", {}, token=clerk)

    assert {error["field"] for error in refused.json()["errors"]} == {"type", "nature"}
    assert impossible.status_code == 409


def test_without_a_valid_token_nothing_is_shown(post, client, token_of):
    expired = token_of("clerk.90010101", days=-1)

    answers = [inbox(client, token) for token in ("", "made-up", expired)]

    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert answers[0]["WWW-Authenticate"] == "Bearer"
    assert answers[0]["Content-Type"] == "application/problem+json"


def test_the_interface_describes_itself(client, db):
    described = client.get("/api/v1/openapi.json").json()

    assert set(described["paths"]) == {
        "/api/v1/cases",
        "/api/v1/cases/{tracking_code}",
        "/api/v1/cases/{tracking_code}/{action}",
        "/api/v1/cards",
        "/api/v1/cards/{card_id}",
        "/api/v1/cards/{card_id}/claims",
        "/api/v1/claims/{claim_id}/confirm",
        "/api/v1/claims/{claim_id}/report",
        "/api/v1/connectors/{key}/runs",
        "/api/v1/connectors/{key}/runs/{run_id}",
        "/api/v1/connectors/{key}/units",
        "/api/v1/funds",
        "/api/v1/funds/{code}/ledger",
        "/api/v1/tasks",
        "/api/v1/tasks/{task_id}",
        "/api/v1/tasks/{task_id}/{action}",
    }


def test_healthz_answers(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_only_triage_decides_the_type(post, client, token_of):
    post("/api/v1/cases", REPORT)
    clerk, dispatcher, office = map(token_of, ("clerk.90010101", "dispatcher.900101", "cg.9001"))

    def act(token, action, body):
        (task,) = inbox(client, token).json()
        return post(f"/api/v1/tasks/{task['id']}/{action}", body, token=token)

    act(clerk, "whistle", {"type": "sanitation.litter", "nature": "joint"})
    act(dispatcher, "dispatch", {"organizations": ["CG-9001"], "type": "housing.leak"})
    act(office, "acknowledge", {"type": "housing.leak", "nature": "small"})

    case = Case.objects.get()
    assert (case.type.key, case.nature) == ("sanitation.litter", "joint")


def whistled_to_the_dispatcher(post, client, token_of):
    """A case at the dispatcher's; the task and the token."""
    post("/api/v1/cases", REPORT)
    clerk, dispatcher = token_of("clerk.90010101"), token_of("dispatcher.900101")
    (task,) = inbox(client, clerk).json()
    body = {"type": "sanitation.litter", "nature": "joint"}
    post(f"/api/v1/tasks/{task['id']}/whistle", body, token=clerk)
    (task,) = inbox(client, dispatcher).json()
    return task, dispatcher


def test_each_office_is_asked_for_something_of_its_own_within_its_own_time(post, client, token_of):
    task, dispatcher = whistled_to_the_dispatcher(post, client, token_of)
    address = f"/api/v1/tasks/{task['id']}/dispatch"
    own = {"organization": "ZJ-9001", "demand": "先围挡", "value": 2, "clock": "work_hour"}
    body = {"organizations": ["CG-9001", "ZJ-9001"], "text": "清运", "whistle": "joint_enforcement"}

    too_long = post(address, body | {"calls": [own | {"value": 900}]}, token=dispatcher)
    post(address, body | {"calls": [own]}, token=dispatcher)

    assert (too_long.status_code, too_long.json()["errors"][0]["field"]) == (422, "organizations")
    [housing] = inbox(client, token_of("zj.9001")).json()
    [streets] = inbox(client, token_of("cg.9001")).json()
    assert (housing["demand"], streets["demand"]) == ("先围挡", "清运")
    done = {clock["purpose"]: clock["due_at"] for clock in housing["clocks"]}["resolve"]
    assert done < {clock["purpose"]: clock["due_at"] for clock in streets["clocks"]}["resolve"]


def test_a_case_is_split_into_parts_of_their_own(post, client, token_of):
    task, dispatcher = whistled_to_the_dispatcher(post, client, token_of)
    address = f"/api/v1/tasks/{task['id']}/split"

    alone = post(address, {"parts": [{"text": "垃圾"}]}, token=dispatcher)
    split = post(
        address,
        {"parts": [{"text": "垃圾清运"}, {"text": "楼顶漏水", "type": "housing.leak"}]},
        token=dispatcher,
    )

    assert (alone.status_code, alone.json()["errors"][0]["field"]) == (422, "parts")
    assert split.status_code == 200
    parts = Case.objects.filter(parent__isnull=False).order_by("id")
    assert list(parts.values_list("text", "type__key")) == [
        ("垃圾清运", "sanitation.litter"),
        ("楼顶漏水", "housing.leak"),
    ]
