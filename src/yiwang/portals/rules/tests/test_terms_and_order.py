"""Reasons, terms of requests, and the order of steps and actions, changed on forms."""

import pytest
from django.utils import timezone

from yiwang.portals.casework.tests.staging import CLERK, client_of
from yiwang.portals.rules import words
from yiwang.work.workflows.acts import INPUTS
from yiwang.work.workflows.models import WorkflowVersion
from yiwang.work.workflows.queries.drafted import source_of, workflow_line

pytestmark = pytest.mark.django_db
KEY = "jiamusi.five_step"
BASE = f"/desk/rules/workflows/{KEY}"
DRAFT = f"{BASE}/draft"
TERMS = f"{DRAFT}/terms"
PAUSE = {
    "kind": "pause",
    "approver": "town_dispatcher",
    "limit.value": "6",
    "limit.clock": "work_hour",
    "times": "3",
    "steps": ["respond"],
}


@pytest.fixture
def admin():
    client = client_of("supervisor.90")
    client.post(f"{BASE}/versions", {"seen": digest(), "number": "1"})
    return client


def digest() -> str:
    return workflow_line(KEY, timezone.now()).versions[0].digest


def definition():
    return source_of(KEY, WorkflowVersion.objects.get(state="drafted").number).definition


def send(client, path, **fields):
    return client.post(path, {"seen": digest(), **fields})


def kinds(client):
    return client.get(TERMS).context["kinds"]


def rows(reasons):
    return {
        f"reasons.{number}.{part}": getattr(one, part)
        for number, one in enumerate(reasons)
        for part in ("key", "name", "name_en")
    }


def test_reasons_for_a_return_are_renamed_added_and_struck_out(admin):
    before = definition().return_reasons
    changed = rows(before) | {
        "reasons.0.name": "不归我单位管",
        "reasons.1.name": "",
        f"reasons.{len(before)}.name": "重复派单",
    }

    assert send(admin, TERMS, **changed).status_code == 302

    after = definition().return_reasons
    assert (after[0].key, after[0].name) == (before[0].key, "不归我单位管")
    assert before[1].key not in {one.key for one in after}
    assert (after[-1].key, after[-1].name) == ("reason", "重复派单")
    assert "不归我单位管" in admin.get(TERMS).content.decode()


def test_terms_of_a_request_are_changed_withdrawn_and_offered_again(admin):
    reasons = definition().requests["pause"].reasons

    assert send(admin, TERMS, **PAUSE, **rows(reasons)).status_code == 302
    terms = definition().requests["pause"]
    assert (terms.limit.value, terms.times, terms.steps) == (6, 3, ["respond"])
    assert terms.reasons == reasons

    send(admin, TERMS, kind="pause", remove="1")
    assert "pause" not in definition().requests
    assert send(admin, TERMS, **PAUSE).status_code == 302
    assert definition().requests["pause"].approver == "town_dispatcher"


def test_objecting_to_a_count_is_set_with_its_time_after_the_end(admin):
    limit = {"limit.value": "3", "limit.clock": "work_day"}
    within = {"within.value": "8", "within.clock": "work_day"}
    asked = {"kind": "appeal_count", "approver": "county_supervisor", **limit, **within}

    assert send(admin, TERMS, **asked).status_code == 302

    assert definition().requests["appeal_count"].within.value == 8
    fields = {each.kind: {one.name for one in each.fields} for each in kinds(admin)}
    assert "within" in fields["appeal_count"]
    assert "steps" not in fields["appeal_count"]
    assert "within" not in fields["pause"]


def test_every_input_of_an_action_has_its_words():
    assert set(INPUTS) <= set(words.INPUTS)


def test_what_cannot_be_is_said_at_its_field_and_changes_nothing(admin):
    before = digest()

    page = send(admin, TERMS, **PAUSE | {"times": "0", "limit.value": "much"})

    assert page.status_code == 422
    assert {field for field, _said in page.context["errors"]} == {"f-times", "f-limit-value"}
    assert 'value="much"' in page.content.decode()
    assert digest() == before


def test_steps_and_actions_are_put_in_another_order(admin):
    steps = list(definition().steps)
    assert send(admin, DRAFT, up=steps[2]).status_code == 302
    assert list(definition().steps)[:3] == [steps[0], steps[2], steps[1]]

    path, actions = f"{DRAFT}/steps/{steps[0]}", definition().steps[steps[0]].actions
    assert send(admin, path, down="0").status_code == 302
    assert definition().steps[steps[0]].actions[:2] == [actions[1], actions[0]]

    before = digest()
    send(admin, DRAFT, up=steps[0])  # the first goes no further
    send(admin, path, down=str(len(actions) - 1))
    assert digest() == before
    assert definition().start == steps[0]


def test_only_those_who_publish_rules_change_terms(admin):
    before = digest()

    assert client_of(CLERK).get(TERMS).status_code == 403
    assert send(client_of(CLERK), TERMS, kind="pause", remove="1").status_code == 403

    assert digest() == before
