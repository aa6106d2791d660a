"""Publishing: only what is proved, once, from a date; and what is in force when."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.work.workflows.actions.draft import draft
from yiwang.work.workflows.actions.publish import Unproved, publish
from yiwang.work.workflows.definition.read import FaultyDefinition
from yiwang.work.workflows.definition.store import definition_in_force, definition_of_version
from yiwang.work.workflows.models import Workflow, WorkflowVersion
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import source

NOW = staffed.NOW
SOURCE = source(staffed.HERE)
OTHER = source([*staffed.HERE, ("name", "另一条")])
UNPROVED = source([*staffed.HERE, ("steps.collect.actions.2.act", "accept")])


@pytest.fixture
def land(db):
    staffed.make_staffed()


def published(text=SOURCE, actor=SYSTEM, after=timedelta(0)):
    return publish(text, path="loop.toml", effective_from=NOW + after, actor=actor, now=NOW)


def records():
    names = Record.objects.filter(data__workflow="tests.loop").order_by("id")
    return list(names.values_list("name", flat=True))


def state():
    versions = WorkflowVersion.objects.filter(workflow__key="tests.loop").order_by("number")
    return list(versions.values_list("number", "state"))


def account_of(kind, code="S"):
    return Account.objects.get(username=f"staffed.{kind}.{code}").pk


def test_a_proved_definition_is_published_with_a_number_and_a_record(land):
    version = published()

    assert (version.number, version.state, version.effective_from) == (1, "published", NOW)
    found = Record.objects.get(name="workflows.definition.published", subject_id=version.pk)
    assert found.data == {
        "workflow": "tests.loop",
        "number": 1,
        "before": None,
        "digest": version.digest,
        "effective_from": NOW.isoformat(),
        "reason": "",
    }


def test_the_same_source_again_does_nothing(land):
    first = published()

    assert published().pk == first.pk
    assert (state(), records()) == ([(1, "published")], ["workflows.definition.published"])


def test_another_source_becomes_the_next_version_and_names_the_workflow(land):
    published()

    second = published(OTHER, after=timedelta(days=1))

    assert second.number == 2
    assert Workflow.objects.get(key="tests.loop").name == "另一条"


def test_an_unproved_definition_is_refused_with_all_findings(land):
    staffed.leave("clerk", "SB")

    with pytest.raises(Unproved) as refusal:
        published(UNPROVED)

    rules = [finding.rule for finding in refusal.value.findings]
    assert rules == ["reporter_answered"] * 2 + ["somebody_responsible"] * 2
    assert (state(), records()) == ([], [])
    assert not Workflow.objects.filter(key="tests.loop").exists()


def test_a_text_that_is_no_definition_is_refused(land):
    with pytest.raises(FaultyDefinition):
        published("x = 1")

    assert (state(), records()) == ([], [])


def test_a_date_before_that_of_the_last_version_is_refused(land):
    published(after=timedelta(days=7))

    with pytest.raises(Invalid) as refusal:
        published(OTHER)

    assert list(refusal.value.fields) == ["effective_from"]
    assert (state(), records()) == ([(1, "published")], ["workflows.definition.published"])


def test_staff_with_the_power_publish_in_their_capacity(land):
    version = published(actor=staff(account_of("supervisor")))

    found = Record.objects.get(name="workflows.definition.published", subject_id=version.pk)
    assert (found.account_id, found.capacity) == (account_of("supervisor"), "城 · supervisor")


def test_staff_without_the_power_are_refused(land):
    with pytest.raises(Forbidden):
        published(actor=staff(account_of("dispatcher")))
    with pytest.raises(Forbidden):
        draft(SOURCE, path="loop.toml", actor=staff(account_of("dispatcher")), now=NOW)

    assert (state(), records()) == ([], [])


def test_a_draft_need_not_be_proved_and_is_replaced_by_the_next(land):
    first = draft(UNPROVED, path="loop.toml", actor=SYSTEM, now=NOW)

    second = draft(OTHER, path="loop.toml", actor=SYSTEM, now=NOW)

    assert (first.pk, second.source) == (second.pk, OTHER)
    assert (state(), records()) == ([(1, "drafted")], ["workflows.definition.drafted"] * 2)


def test_publishing_takes_the_place_of_the_draft(land):
    drafted = draft(SOURCE, path="loop.toml", actor=SYSTEM, now=NOW)

    assert (published().pk, state()) == (drafted.pk, [(1, "published")])


def test_a_draft_of_another_text_stays_a_draft(land):
    drafted = draft(OTHER, path="loop.toml", actor=SYSTEM, now=NOW)

    assert published().pk != drafted.pk
    assert state() == [(1, "published"), (2, "drafted")]
    assert WorkflowVersion.objects.get(number=2, workflow__key="tests.loop").source == OTHER


def test_a_draft_is_not_in_force(land):
    drafted = draft(SOURCE, path="loop.toml", actor=SYSTEM, now=NOW)

    with pytest.raises(NotFound):
        definition_in_force("tests.loop", NOW)
    with pytest.raises(WorkflowVersion.DoesNotExist):
        definition_of_version(drafted.pk)


def test_the_version_in_force_is_the_latest_that_has_taken_effect(land):
    first = published()
    second = published(OTHER, after=timedelta(days=7))

    before, after = NOW + timedelta(days=6), NOW + timedelta(days=7)
    assert definition_in_force("tests.loop", before).version_id == first.pk
    assert definition_in_force("tests.loop", after).version_id == second.pk
    with pytest.raises(NotFound):
        definition_in_force("tests.loop", NOW - timedelta(seconds=1))


def test_a_version_is_read_from_the_database_once(land):
    version = published()
    definition_of_version(version.pk)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert definition_of_version(version.pk).key == "tests.loop"
    assert len(queries) == 0
