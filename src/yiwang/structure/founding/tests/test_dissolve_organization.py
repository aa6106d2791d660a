"""A body that is dissolved, or whose time is over: no new task, no link, no power."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid
from yiwang.structure.founding.actions.change_organization import change_organization
from yiwang.structure.founding.actions.dissolve_organization import (
    Dissolution,
    dissolve_organization,
)
from yiwang.structure.founding.actions.link_organizations import NewLink, link_organizations
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
from yiwang.structure.organizations.models import Organization, OrganizationLink
from yiwang.structure.organizations.queries import ids_by_code, works_on
from yiwang.structure.posts.actions.appoint import NewAppointment, appoint
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.posts.queries import powers_of
from yiwang.structure.posts.queries.counted import appointments_at

END = date(2026, 12, 31)


def dissolved(body, by=EAST, on=TODAY, now=NOON, **changes):
    wanted = Dissolution(on, **{"reason": "机构改革方案", **changes})
    return dissolve_organization(body.pk, wanted, actor=actor(by), now=now)


def appointed(body, username="newcomer", **changes):
    """Somebody with powers at a post of the body."""
    type_ = PostType.objects.get(key="county_supervisor")
    post, _new = Post.objects.get_or_create(
        type=type_, organization_id=body.pk, area_id=body.area_id
    )
    people = get_user_model().objects
    person, _new = people.get_or_create(username=username, defaults={"name": "新人"})
    appoint(NewAppointment(post.pk, person.pk, TODAY, **changes), actor=SYSTEM, now=NOON)
    return person.pk


def test_links_and_powers_end_that_day_and_what_was_stays(areas, django_assert_max_num_queries):
    body, water = founded(areas), ids_by_code()["SW-9001"]
    link_organizations(NewLink(body.pk, "supports", water, None), actor=actor(EAST), now=NOON)
    person = appointed(body)
    assert powers_of(person, TODAY)
    assert appointments_at(body.pk, TODAY) == 1  # its post stands in an area

    with django_assert_max_num_queries(14):
        dissolved(body, followed_by_id=water)

    after = Organization.objects.get(pk=body.pk)
    assert (after.state, after.valid_to, after.followed_by_id) == ("dissolved", TODAY, water)
    assert OrganizationLink.objects.get(source=body).valid_to == TODAY
    assert (works_on(body.pk, TODAY), powers_of(person, TODAY)) == (False, set())
    assert appointments_at(body.pk, TODAY) == 0


def test_until_a_later_day_it_works_on(areas):
    body = founded(areas)
    person = appointed(body)

    dissolved(body, on=TODAY + timedelta(days=10))

    assert works_on(body.pk, TODAY + timedelta(days=9))
    assert not works_on(body.pk, TODAY + timedelta(days=10))
    assert powers_of(person, TODAY + timedelta(days=9))
    assert not powers_of(person, TODAY + timedelta(days=10))


def test_a_temporary_body_ends_by_itself_with_the_powers_of_its_posts(areas):
    body = founded(areas, "ZB-1", state="temporary", valid_to=END)

    person = appointed(body)

    assert Appointment.objects.get(account=person).ends_on == END
    day_before = END - timedelta(days=1)
    assert (works_on(body.pk, day_before), bool(powers_of(person, day_before))) == (True, True)
    assert (works_on(body.pk, END), powers_of(person, END)) == (False, set())


def test_whoever_was_appointed_until_then_goes_on_when_the_end_is_moved(areas):
    body = founded(areas, "ZB-1", state="temporary", valid_to=END)
    until_the_end = appointed(body)
    shorter = appointed(body, "grid.9001010101", ends_on=date(2026, 10, 1))
    later = facts(areas, founded_on=TODAY, state="temporary", valid_to=date(2027, 3, 1))

    change_organization(body.pk, later, seen=seen_of(body), actor=actor(EAST), now=NOON)

    ends = dict(
        Appointment.objects.filter(post__organization=body).values_list("account", "ends_on")
    )
    assert ends == {until_the_end: date(2027, 3, 1), shorter: date(2026, 10, 1)}


def test_only_who_may_and_only_once(areas):
    body = founded(areas)
    with pytest.raises(Forbidden):
        dissolved(body, by=WEST)
    dissolved(body)

    with pytest.raises(AlreadyDone):
        dissolved(body)

    assert recorded("organization.dissolved") == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"on": None}, "on"),
        ({"on": TODAY - timedelta(days=1)}, "on"),
        ({"reason": "  "}, "reason"),
        ({"reason": "长" * 301}, "reason"),
    ],
)
def test_what_is_missing_is_named_and_nothing_ends(areas, changes, field):
    body = founded(areas)

    with pytest.raises(Invalid) as refusal:
        dissolved(body, **changes)

    assert list(refusal.value.fields) == [field]
    assert (Organization.objects.get(pk=body.pk).state, recorded("organization.dissolved")) == (
        "active",
        0,
    )


def test_a_body_does_not_follow_itself(areas):
    body = founded(areas)

    with pytest.raises(Invalid) as refusal:
        dissolved(body, followed_by_id=body.pk)

    assert list(refusal.value.fields) == ["followed_by"]
