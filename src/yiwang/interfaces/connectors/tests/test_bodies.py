"""Bodies that another system sends: seen before they are applied, known again, never deleted."""

from datetime import timedelta

import pytest

from yiwang.foundation.records.queries import history_of
from yiwang.foundation.refusals import AlreadyDone, Forbidden
from yiwang.foundation.sheets.actions.change_row import change_row
from yiwang.foundation.sheets.planning import row_digest, typed_of
from yiwang.interfaces.connectors.actions.apply_run import apply_run
from yiwang.interfaces.connectors.actions.take_in import Sent, take_in
from yiwang.interfaces.connectors.models import Origin, Run
from yiwang.interfaces.connectors.tests.staging import (
    ADMIN,
    BRANCH,
    COMMITTEE,
    NOW,
    applied,
    body,
    brought,
    sent,
    told,
)
from yiwang.portals.casework.tests.staging import CLERK, actor
from yiwang.structure.administration.kinds.organizations import Organizations
from yiwang.structure.organizations.models import Organization

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def by_hand(code, **changes):
    kind = Organizations()
    [row] = kind.rows([(code,)])
    values = typed_of(kind, row) | changes
    seen = row_digest(row)
    change_row(kind, values, (code,), seen=seen, actor=actor(ADMIN), now=NOW)


def test_what_came_waits_until_it_was_seen_and_is_applied_whole(bodies):
    run = brought(bodies, sent(BRANCH, COMMITTEE))
    assert (run.state, run.counts["added"]) == ("waiting", 2)
    assert not Organization.objects.filter(code__startswith="DJ-").exists()

    run = applied(bodies, sent(BRANCH, COMMITTEE))

    assert (run.state, run.content) == ("applied", None)
    assert (body("DJ-7001").kind, body("DJ-7002").kind) == ("party_branch", "party_committee")
    assert body("DJ-7001").area.code == "90010101"
    assert list(Origin.objects.values_list("number", "row")) == [
        ("7001", ["DJ-7001"]),
        ("7002", ["DJ-7002"]),
    ]
    written = history_of(("organizations.organization", body("DJ-7001").pk))[-1]
    assert (written.account_id, written.capacity) == (None, "智慧党建云平台 · 党组织")


def test_the_same_again_changes_nothing(bodies):
    applied(bodies, sent(BRANCH, COMMITTEE))

    again = brought(bodies, sent(BRANCH, COMMITTEE), LATER)
    once_more = brought(bodies, sent(BRANCH, COMMITTEE), LATER)

    assert (again.state, once_more.pk, once_more.times) == ("unchanged", again.pk, 2)
    assert told() == ["connectors.run.brought", "connectors.run.applied"]
    assert Origin.objects.get(number="7001").seen_at == LATER


def test_every_bad_row_is_named_and_nothing_is_changed(bodies):
    strange = {**BRANCH, "orgId": "7003", "orgType": "09"}
    nowhere = {**BRANCH, "orgId": "7004", "place": {"street": "77"}}
    nameless = {**BRANCH, "orgId": "", "orgName": ""}

    run = brought(bodies, sent(BRANCH, strange, nowhere, nameless))

    assert (run.state, run.unknown) == ("faulty", {"body_kinds": {"09": 1}})
    assert any("“09”" in said and "党组织类别" in said for said in run.faults)
    assert any("77" in said for said in run.faults)
    assert {said.split()[0] for said in run.faults} >= {"第"} or len(run.faults) >= 4
    assert not Organization.objects.filter(code__startswith="DJ-").exists()


def test_what_is_there_no_more_ends_and_comes_to_life_when_it_comes_back(bodies):
    applied(bodies, sent(BRANCH, COMMITTEE))

    run = applied(bodies, sent(COMMITTEE), now=LATER)

    assert (run.counts["ended"], body("DJ-7001").state) == (1, "dissolved")
    assert Origin.objects.get(number="7001").gone_at == LATER
    applied(bodies, sent(BRANCH, COMMITTEE), now=LATER)
    assert (body("DJ-7001").state, body("DJ-7001").valid_to) == ("active", None)
    assert Origin.objects.get(number="7001").gone_at is None


def test_what_stays_when_it_is_there_no_more(bodies):
    bodies.definition = bodies.definition | {"vanished": "stay"}
    bodies.save()
    applied(bodies, sent(BRANCH, COMMITTEE))

    run = applied(bodies, sent(COMMITTEE), now=LATER)

    assert (run.state, body("DJ-7001").state) == ("unchanged", "active")
    assert Origin.objects.get(number="7001").gone_at == LATER


def test_what_people_changed_by_hand_is_left_and_named_and_overwritten_once_if_they_say_so(bodies):
    applied(bodies, sent(BRANCH, COMMITTEE))
    by_hand("DJ-7001", name="临江一支部（本地叫法）")

    run = brought(bodies, sent(BRANCH | {"orgName": "临江第一支部"}, COMMITTEE), LATER)
    assert (run.state, run.counts["left"]) == ("unchanged", 1)
    assert body("DJ-7001").name == "临江一支部（本地叫法）"

    gone = applied(bodies, sent(COMMITTEE | {"orgName": "河口镇党委（新）"}), now=LATER)
    assert (gone.counts["ended"], gone.counts["left"], body("DJ-7001").state) == (0, 1, "active")

    content = sent(BRANCH | {"orgName": "临江第一支部"}, COMMITTEE)
    applied(bodies, content, overwrites=True, now=LATER)
    assert body("DJ-7001").name == "临江第一支部"
    next_one = applied(bodies, sent(BRANCH, COMMITTEE), now=LATER)
    assert (next_one.counts["left"], body("DJ-7001").name) == (0, "临江第一党支部")


def test_a_run_is_applied_once_and_only_as_it_was_seen(bodies):
    run = brought(bodies, sent(BRANCH))

    with pytest.raises(AlreadyDone):
        apply_run(run.pk, seen="another", actor=actor(ADMIN), now=NOW)

    assert not Organization.objects.filter(code="DJ-7001").exists()
    brought(bodies, sent(COMMITTEE))
    run.refresh_from_db()
    assert (run.state, run.content) == ("discarded", None)
    with pytest.raises(AlreadyDone):
        apply_run(run.pk, seen="any", actor=actor(ADMIN), now=NOW)


def test_who_does_not_keep_the_whole_brings_nothing(bodies):
    with pytest.raises(Forbidden):
        take_in(bodies.key, Sent(sent(BRANCH)), actor=actor(CLERK), now=NOW)

    assert not Run.objects.exists()


def test_tables_of_people_are_refused_in_a_sentence(bodies):
    listed = brought(bodies, sent(BRANCH | {"户主": "王某", "身份证号": ""}))
    assert (listed.state, "户主、身份证号" in listed.faults[0]) == ("faulty", True)

    hidden = brought(bodies, sent(BRANCH | {"note": "联系人 11010519491231002X"}))
    assert hidden.state == "faulty"
    assert "身份证号码" in hidden.faults[0]

    number_of_a_body = brought(bodies, sent(BRANCH | {"uscc": "112308000019700015"}))
    assert number_of_a_body.state == "waiting"


def test_half_a_file_ends_nothing_by_itself(bodies):
    bodies.is_automatic = True
    bodies.save()
    many = [BRANCH | {"orgId": str(number)} for number in range(20)]
    applied(bodies, sent(*many))
    before = Organization.objects.filter(state="active").count()

    run = take_in(bodies.key, Sent(sent(*many[:8]), "fetched"), actor=actor(ADMIN), now=LATER)

    assert (run.state, run.counts["ended"], bool(run.why)) == ("waiting", 12, True)
    assert Organization.objects.filter(state="active").count() == before
