"""Drafts written by several hands, and published from a day on for a reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import SYSTEM, staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.work.workflows.actions.discard_draft import discard_draft
from yiwang.work.workflows.actions.draft import draft
from yiwang.work.workflows.actions.publish import Unproved, publish
from yiwang.work.workflows.actions.publish_draft import NothingNew, publish_draft
from yiwang.work.workflows.definition.drafts import Overtaken
from yiwang.work.workflows.models import WorkflowVersion
from yiwang.work.workflows.queries.drafted import changes_since, source_of, workflow_line
from yiwang.work.workflows.queries.touched import touched
from yiwang.work.workflows.tests import staffed
from yiwang.work.workflows.tests.loops import source

NOW = staffed.NOW
TODAY = localdate(NOW)
SOURCE = source(staffed.HERE)
OTHER = source([*staffed.HERE, ("name", "另一条")])
THIRD = source([*staffed.HERE, ("steps.collect.name", "第三")])
UNPROVED = source([*staffed.HERE, ("steps.collect.actions.2.act", "accept")])


@pytest.fixture
def first(db):
    staffed.make_staffed()
    return publish(SOURCE, path="loop.toml", effective_from=NOW, actor=SYSTEM, now=NOW)


def person(kind="supervisor"):
    return staff(Account.objects.get(username=f"staffed.{kind}.S").pk)


def drafted(text=OTHER, seen=None, actor=SYSTEM):
    return draft(text, path="loop.toml", actor=actor, now=NOW, seen=seen)


def published(seen, *, on=TODAY, reason="年度修订", actor=SYSTEM):
    return publish_draft("tests.loop", seen=seen, on=on, reason=reason, actor=actor, now=NOW)


def state():
    versions = WorkflowVersion.objects.filter(workflow__key="tests.loop").order_by("number")
    return list(versions.values_list("number", "state", "digest"))


def refused(refusal, call, *args, **kwargs):
    """Nothing changed and nothing was recorded."""
    before = state(), Record.objects.count()
    with pytest.raises(refusal) as raised:
        call(*args, **kwargs)
    assert (state(), Record.objects.count()) == before
    return raised.value


def test_a_draft_written_over_what_was_seen_records_what_changed(first):
    second = drafted(THIRD, seen=first.digest, actor=person())

    data = Record.objects.filter(name="workflows.definition.drafted").latest("id").data
    assert (data["before"], data["digest"]) == (first.digest, second.digest)
    assert data["changed"] == ["steps.collect.name"]


def test_the_second_of_two_writers_is_refused_and_told_what_the_first_changed(first):
    drafted(THIRD, seen=first.digest, actor=person())

    refused(Overtaken, drafted, OTHER, seen=first.digest)

    changes = changes_since("tests.loop", first.digest)
    assert [change.places for change in changes] == [["steps.collect.name"]]
    assert changes[0].who == "staffed.supervisor.S"
    assert changes_since("tests.loop", state()[-1][2]) == []


def test_whoever_does_not_publish_rules_touches_no_draft(first):
    other = drafted()

    dispatcher = person("dispatcher")
    refused(Forbidden, drafted, THIRD, seen=other.digest, actor=dispatcher)
    refused(Forbidden, published, other.digest, actor=dispatcher)
    refused(Forbidden, discard_draft, "tests.loop", actor=dispatcher, now=NOW, seen=other.digest)
    refused(Forbidden, touched, "tests.loop", actor=dispatcher, now=NOW)


def test_a_draft_is_published_from_a_day_on_with_its_reason(first):
    seen = drafted().digest

    version = published(seen, on=TODAY + timedelta(days=3), actor=person())

    data = Record.objects.get(name="workflows.definition.published", subject_id=version.pk).data
    assert (data["reason"], data["before"], version.number) == ("年度修订", 1, 2)
    assert localdate(version.effective_from) == TODAY + timedelta(days=3)
    line = workflow_line("tests.loop", NOW)
    assert (line.draft, line.in_force.number, [v.number for v in line.coming]) == (None, 1, [2])


def test_today_begins_now(first):
    assert published(drafted().digest).effective_from == NOW


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"on": TODAY - timedelta(days=1)}, ["on"]),
        ({"on": None}, ["on"]),
        ({"reason": "  "}, ["reason"]),
        ({"reason": "长" * 501}, ["reason"]),
        ({"on": None, "reason": ""}, ["on", "reason"]),
    ],
)
def test_a_day_that_is_past_and_a_missing_reason_are_refused(first, given, fields):
    seen = drafted().digest

    refusal = refused(Invalid, published, seen, **given)

    assert list(refusal.fields) == fields


def test_what_is_not_proved_or_says_nothing_new_is_refused(first):
    refused(Unproved, published, drafted(UNPROVED).digest)
    refused(NothingNew, published, drafted(SOURCE).digest)


def test_a_draft_changed_since_it_was_looked_at_is_not_published(first):
    seen = drafted().digest
    drafted(THIRD)

    refused(Overtaken, published, seen)
    refused(Overtaken, discard_draft, "tests.loop", actor=SYSTEM, now=NOW, seen=seen)


def test_a_draft_thrown_away_leaves_what_is_published(first):
    discard_draft("tests.loop", actor=person(), now=NOW, seen=drafted().digest)

    assert [number for number, _state, _digest in state()] == [1]
    assert Record.objects.latest("id").name == "workflows.definition.draft_discarded"
    refused(NotFound, published, first.digest)
    refused(NotFound, discard_draft, "tests.loop", actor=SYSTEM, now=NOW, seen=first.digest)
    refused(NotFound, source_of, "tests.loop", 2)


def test_touched_counts_in_two_statements(first):
    with CaptureQueriesContext(connection) as queries:
        found = touched("tests.loop", actor=SYSTEM, now=NOW)

    assert len(queries) == 2
    assert (found.open, found.at_steps, found.begun_of_late) == (0, [], 0)
