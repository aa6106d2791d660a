"""Dated links in words both ways: owned by the district, managed and used by the street."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid
from yiwang.structure.founding.actions.link_organizations import NewLink, link_organizations
from yiwang.structure.founding.actions.unlink_organizations import unlink_organizations
from yiwang.structure.founding.tests.bodies import (
    CLERK,
    EAST,
    NOON,
    TODAY,
    WEST,
    actor,
    founded,
    recorded,
)
from yiwang.structure.organizations.models import OrganizationLink
from yiwang.structure.organizations.queries import ids_by_code, links_of


def linked(source, kind, target, by=EAST, since=None, now=NOON):
    return link_organizations(NewLink(source, kind, target, since), actor=actor(by), now=now)


@pytest.fixture
def ends(areas):
    """Two bodies of the east county and the housing office of the west one."""
    return founded(areas, "A").pk, founded(areas, "B", name="乙").pk, ids_by_code()["ZJ-9002"]


def test_a_district_owns_what_the_street_manages_and_uses(ends):
    office, street, district = ends

    for source, kind in ((district, "owns"), (street, "manages"), (street, "uses")):
        linked(source, kind, office)

    found = {(link.source_id, link.kind) for link in links_of(office, TODAY)}
    assert found == {(district, "owns"), (street, "manages"), (street, "uses")}


def test_the_same_again_is_the_link_that_is_there(ends):
    first = linked(ends[0], "guides", ends[1])

    again = linked(ends[0], "guides", ends[1])

    assert (again.pk, recorded("link.made")) == (first.pk, 1)


def test_the_power_over_one_end_is_enough_and_no_power_is_not(ends):
    linked(ends[0], "guides", ends[2], by=WEST)
    with pytest.raises(Forbidden):
        linked(ends[0], "guides", ends[1], by=CLERK)

    assert recorded("link.made") == 1


def test_a_chain_does_not_come_round_again(ends):
    linked(ends[0], "member_of", ends[1])
    linked(ends[1], "member_of", ends[2])

    with pytest.raises(Invalid) as refusal:
        linked(ends[2], "member_of", ends[0], by=WEST)

    assert list(refusal.value.fields) == ["other"]
    linked(ends[2], "guides", ends[0])  # advice may go round


def test_nobody_is_linked_before_they_were_there_or_to_themselves(ends):
    faults = []
    for source, target, since in ((0, 1, TODAY - timedelta(days=1)), (0, 0, None)):
        with pytest.raises(Invalid) as refusal:
            linked(ends[source], "guides", ends[target], since=since)
        faults += list(refusal.value.fields)

    assert (faults, recorded("link.made")) == (["since", "other"], 0)


def test_a_link_that_ends_stays_readable_and_may_begin_again(ends):
    link = linked(ends[0], "guides", ends[1])
    later = NOON + timedelta(days=5)

    unlink_organizations(link.pk, until=None, reason="职能调整", actor=actor(EAST), now=later)

    assert [each.pk for each in links_of(ends[0], TODAY + timedelta(days=4))] == [link.pk]
    assert links_of(ends[0], TODAY + timedelta(days=5)) == []
    with pytest.raises(AlreadyDone):
        unlink_organizations(link.pk, until=None, reason="", actor=actor(EAST), now=later)
    assert linked(ends[0], "guides", ends[1], now=later).pk != link.pk


def test_an_end_in_the_past_and_a_stranger_end_nothing(ends):
    link = linked(ends[0], "guides", ends[1])
    yesterday = TODAY - timedelta(days=1)
    with pytest.raises(Invalid):
        unlink_organizations(link.pk, until=yesterday, reason="", actor=actor(EAST), now=NOON)
    with pytest.raises(Forbidden):
        unlink_organizations(link.pk, until=None, reason="", actor=actor(WEST), now=NOON)

    assert (OrganizationLink.objects.get(pk=link.pk).valid_to, recorded("link.ended")) == (None, 0)


def test_the_database_refuses_a_link_to_oneself(ends):
    with (
        pytest.raises(IntegrityError, match="no_organization_link_to_itself"),
        transaction.atomic(),
    ):
        OrganizationLink.objects.create(
            source_id=ends[0], target_id=ends[0], kind="guides", valid_from=TODAY
        )
