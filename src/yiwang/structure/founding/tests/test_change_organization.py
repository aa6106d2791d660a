from dataclasses import replace
from datetime import date, timedelta

import pytest

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, Forbidden
from yiwang.structure.founding.actions.change_organization import (
    Overtaken,
    change_organization,
)
from yiwang.structure.founding.given import seen_of
from yiwang.structure.founding.tests.bodies import (
    EAST,
    NOON,
    TODAY,
    WEST,
    actor,
    facts,
    founded,
    recorded,
)
from yiwang.structure.organizations.models import Organization


def changed(body, wanted, by=EAST, seen=None, now=NOON):
    seen = seen_of(Organization.objects.get(pk=body.pk)) if seen is None else seen
    return change_organization(body.pk, wanted, seen=seen, actor=actor(by), now=now)


@pytest.fixture
def body(areas):
    return founded(areas, founded_on=TODAY)


def test_what_changed_is_recorded_before_and_after(areas, body):
    wanted = facts(areas, founded_on=TODAY, name="东县商圈党委", sector="trade")

    fields = changed(body, wanted)

    assert sorted(fields) == ["name", "sector"]
    written = Record.objects.get(name="organizations.organization.changed")
    assert written.data["before"]["name"] == "东县夜市商圈党委"
    assert written.data["after"]["name"] == "东县商圈党委"


def test_the_same_again_changes_and_records_nothing(areas, body):
    assert changed(body, facts(areas, founded_on=TODAY), seen="anything") == []
    assert recorded("organization.changed") == 0


def test_nobody_writes_over_what_somebody_else_changed(areas, body):
    seen = seen_of(body)
    changed(body, facts(areas, founded_on=TODAY, name="甲"))

    with pytest.raises(Overtaken):
        changed(body, facts(areas, founded_on=TODAY, name="乙"), seen=seen)

    assert (Organization.objects.get(pk=body.pk).name, recorded("organization.changed")) == (
        "甲",
        1,
    )


def test_a_body_is_moved_only_by_who_may_at_both_ends(areas, body):
    with pytest.raises(Forbidden):
        changed(body, replace(facts(areas, founded_on=TODAY), area_id=areas["9002"]))
    with pytest.raises(Forbidden):
        changed(body, facts(areas, founded_on=TODAY, name="甲"), by=WEST)

    assert Organization.objects.get(pk=body.pk).area_id == areas["9001"]


def test_what_has_ended_is_not_changed_any_more(areas):
    body = founded(areas, "LS-1", state="temporary", valid_to=date(2026, 9, 20))

    with pytest.raises(AlreadyDone):
        changed(body, facts(areas, name="甲"), now=NOON + timedelta(days=13))
