"""Drafts of registers: written by several hands, tried, published from a day on, thrown away."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import staff
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.structure.organizations.models import Organization
from yiwang.structure.registers.actions.discard_register_draft import discard_register_draft
from yiwang.structure.registers.actions.draft_register import draft_register
from yiwang.structure.registers.actions.publish_register import (
    NothingNew,
    Publication,
    publish_register,
)
from yiwang.structure.registers.decide import Facts, decide, decide_by, outcome_by
from yiwang.structure.registers.models import Entry, Register, RegisterVersion
from yiwang.structure.registers.queries import (
    compare,
    current_version,
    draft_changes_since,
    drafted_version,
    entries_of,
    register_lines,
    shadowed,
    versions_of,
)
from yiwang.structure.registers.tests.rules import NOW, SYSTEM, TODAY, entry, publish
from yiwang.structure.registers.versions import Overtaken

pytestmark = pytest.mark.django_db
LITTER = entry("litter", kind="sanitation", outcome={"functions": ["urban_management"]})
SNOW = entry("snow", kind="sanitation.snow", outcome={"functions": ["transport"]})
REST = entry("rest", outcome={"functions": ["water"]})


@pytest.fixture
def first():
    publish(LITTER, REST, basis="办法")
    return current_version("duties", TODAY)


def drafted(*rows, seen=None, actor=SYSTEM):
    seen = current_version("duties", TODAY).digest if seen is None else seen
    return draft_register("duties", rows, seen=seen, actor=actor, now=NOW)


def published(seen, *, on=TODAY, basis="新办法", actor=SYSTEM):
    return publish_register("duties", Publication(seen, on, basis, None), actor=actor, now=NOW)


def stranger():
    return staff(Account.objects.create(username="stranger").pk)


def refused(refusal, call, *args, **kwargs):
    """Nothing changed and nothing was recorded."""

    def state():
        versions = RegisterVersion.objects.filter(register__key="duties")
        return list(versions.values_list("number", "digest", "published_at")), list(
            Entry.objects.filter(version__register__key="duties").values_list("key", "position")
        )

    before = state(), Record.objects.count()
    with pytest.raises(refusal) as raised:
        call(*args, **kwargs)
    assert (state(), Record.objects.count()) == before
    return raised.value


def test_a_draft_decides_nothing_until_it_is_published(first):
    draft = drafted(SNOW, LITTER, REST)
    facts = Facts(on=TODAY, kind="sanitation.snow")

    assert decide("duties", facts).entry.key == "litter"
    assert decide_by(draft, facts).entry.key == "snow"
    assert outcome_by(draft.pk, facts) == {"functions": ["transport"]}
    assert [version.number for version in versions_of("duties")] == [1]
    assert drafted_version("duties").pk == draft.pk
    record = Record.objects.latest("id")
    assert (record.name, record.data["changed"]) == ("registers.register.drafted", ["+snow"])


def test_the_second_of_two_writers_is_refused_and_told_what_the_first_changed(first):
    drafted(SNOW, LITTER, REST, seen=first.digest)

    refused(Overtaken, drafted, LITTER, seen=first.digest)

    register = Register.objects.get(key="duties")
    assert [each.keys for each in draft_changes_since(register, first.digest)] == [["+snow"]]
    assert draft_changes_since(register, drafted_version("duties").digest) == []


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([REST, REST], "2.key"),
        ([entry("", kind="x")], "1.key"),
        ([entry("x" * 61)], "1.key"),
        ([entry("a", basis="长" * 301)], "1.basis"),
        ([entry("a", words=("长" * 41,))], "1.words"),
    ],
)
def test_what_could_not_be_stored_is_refused_with_its_row(first, rows, field):
    assert list(refused(Invalid, drafted, *rows).fields) == [field]


def test_whoever_does_not_publish_the_register_touches_no_draft(first):
    draft = drafted(SNOW, REST)

    refused(Forbidden, drafted, REST, seen=draft.digest, actor=stranger())
    refused(Forbidden, published, draft.digest, actor=staff(Account.objects.last().pk))


def test_a_register_has_one_draft(first):
    drafted(REST)

    register = Register.objects.get(key="duties")
    RegisterVersion.objects.create(register=register, number=9, effective_from=TODAY)

    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_published_from_a_day_on_it_decides_from_that_day(first):
    owner = Organization.objects.first()
    on = TODAY + timedelta(days=3)
    wanted = Publication(drafted(SNOW, LITTER, REST).digest, on, "新办法", owner.pk)

    version = publish_register("duties", wanted, actor=SYSTEM, now=NOW)

    assert (version.number, version.basis, version.effective_from) == (2, "新办法", on)
    assert Register.objects.get(key="duties").owner == owner
    assert current_version("duties", TODAY).number == 1
    assert current_version("duties", on).number == 2
    (line,) = [each for each in register_lines(TODAY) if each.register.key == "duties"]
    assert (line.in_force.number, line.draft, [v.number for v in line.coming]) == (1, None, [2])
    record = Record.objects.latest("id")
    assert (record.name, record.data["before"]) == ("registers.register.published", 1)


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"on": TODAY - timedelta(days=1)}, ["on"]),
        ({"on": None, "basis": " "}, ["on", "basis"]),
        ({"basis": "长" * 301}, ["basis"]),
    ],
)
def test_a_past_day_and_a_missing_basis_are_refused(first, given, fields):
    seen = drafted(REST).digest

    assert list(refused(Invalid, published, seen, **given).fields) == fields


def test_a_day_before_that_of_what_is_to_come_is_refused(first):
    published(drafted(REST).digest, on=TODAY + timedelta(days=9))

    latest = versions_of("duties").first()
    seen = drafted(SNOW, REST, seen=latest.digest).digest
    assert list(refused(Invalid, published, seen).fields) == ["on"]


def test_nothing_new_and_a_draft_changed_since_are_not_published(first):
    refused(NothingNew, published, drafted(LITTER, REST).digest)
    stale = drafted_version("duties").digest
    drafted(REST, seen=stale)

    refused(Overtaken, published, stale)


def test_a_draft_thrown_away_leaves_what_is_published(first):
    seen = drafted(REST).digest
    refused(Overtaken, discard_register_draft, "duties", seen="?", actor=SYSTEM, now=NOW)

    discard_register_draft("duties", seen=seen, actor=SYSTEM, now=NOW)

    assert drafted_version("duties") is None
    assert [each.key for each in entries_of(first.pk)] == ["litter", "rest"]
    refused(NotFound, published, seen)
    refused(NotFound, discard_register_draft, "duties", seen=seen, actor=SYSTEM, now=NOW)


def test_a_pack_that_publishes_leaves_the_draft_a_draft(first):
    drafted(SNOW, REST)

    publish(REST, basis="包")

    assert current_version("duties", TODAY).number == 2
    assert drafted_version("duties").number == 3


def test_what_moved_is_told_apart_from_what_changed(first):
    draft = drafted(REST, LITTER, SNOW)

    found = compare(first.pk, draft.pk)

    assert [(each.key, each.what) for each in found] == [("rest", "moved"), ("snow", "added")]
    assert [shadow.key for shadow in shadowed(draft.pk)] == ["litter", "snow"]


def test_drafting_costs_the_same_for_many_entries(first):
    few = [entry(f"e{n}") for n in range(3)]
    many = [entry(f"e{n}") for n in range(60)]
    drafted(*few[:2])
    counts = []
    for rows in (few, many):
        with CaptureQueriesContext(connection) as queries:
            drafted(*rows, seen=drafted_version("duties").digest)
        counts.append(len(queries))

    assert counts[0] == counts[1]
