"""Loading post types, posts and appointments."""

from datetime import date, timedelta

import pytest

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Invalid
from yiwang.structure.posts.actions.load_posts import load_posts
from yiwang.structure.posts.models import Appointment, Post, PostType
from yiwang.structure.posts.refusals import PostTaken
from yiwang.structure.posts.rows import (
    AppointmentRow,
    PostKey,
    PostRow,
    PostsSpec,
    PostTypeRow,
)
from yiwang.structure.posts.tests.land import NOW, TODAY


@pytest.fixture
def spec(land):
    Account.objects.create(username="li")
    key = PostKey("clerk", land.centre.pk, land.areas["C11"])
    return PostsSpec(
        types=[PostTypeRow("clerk", "受理员", powers=("cases.view",))],
        posts=[PostRow(key, 2)],
        appointments=[AppointmentRow(key, "li", TODAY, is_primary=True)],
    )


def load(spec):
    return load_posts(spec, actor=SYSTEM, now=NOW)


def test_types_posts_and_appointments_are_loaded(spec, recorded):
    changes = load(spec)

    assert [(change.kind, change.added) for change in changes] == [
        ("post types", 1),
        ("posts", 1),
        ("appointments", 1),
        ("conflicts of posts", 0),
        ("teams", 0),
        ("classes of posts", 0),
        ("duty patterns", 0),
        ("kinds of certificates", 0),
    ]
    held = Appointment.objects.get(account__username="li")
    assert (held.post.type.powers, held.post.seats, held.is_primary) == (["cases.view"], 2, True)
    assert recorded() == ["posts.post.loaded"]


@pytest.mark.mechanism("JMS-05")
def test_level_has_its_role_in_words_and_its_powers(spec):
    city = PostTypeRow(
        "lead", "督办员", powers=("work.supervise",), duty="统揽指导", duty_en="Guides"
    )

    load(PostsSpec(types=[city]))

    type_ = PostType.objects.get(key="lead")
    assert (type_.powers, type_.duty, type_.duty_en) == (["work.supervise"], "统揽指导", "Guides")


def test_loading_again_changes_and_records_nothing(spec, recorded):
    load(spec)

    changes = load(spec)

    assert [bool(change) for change in changes] == [False] * 8
    assert recorded() == ["posts.post.loaded"]


def test_what_differs_is_corrected(spec):
    load(spec)
    key = spec.posts[0].key

    types, posts, *_ = load(
        PostsSpec(types=[PostTypeRow("clerk", "受理席")], posts=[PostRow(key, 5)])
    )

    assert types == Change("post types", changed=1, names=("~ clerk",))
    assert posts == Change("posts", changed=1)
    type_ = PostType.objects.get(key="clerk")
    assert (type_.name, type_.powers, type_.posts.get().seats) == ("受理席", [], 5)


def test_an_appointment_ended_by_people_does_not_come_back(spec):
    load(spec)
    Appointment.objects.update(ends_on=TODAY + timedelta(days=1))

    load(spec)

    assert Appointment.objects.filter(account__username="li").count() == 1


def test_a_later_start_does_not_appoint_a_holder_twice(spec):
    load(spec)
    later = [spec.appointments[0]._replace(starts_on=TODAY + timedelta(days=30))]

    changes = load(PostsSpec(appointments=later))

    assert [change.added for change in changes] == [0] * 8


def refused(spec, recorded, problem=Invalid) -> str:
    counts = (PostType.objects.count(), Post.objects.count(), Appointment.objects.count())
    with pytest.raises(problem) as caught:
        load(spec)
    assert recorded() == []
    assert counts == (
        PostType.objects.count(),
        Post.objects.count(),
        Appointment.objects.count(),
    )
    return str(caught.value)


def test_unknown_power_is_refused(spec, recorded, in_english):
    types = [PostTypeRow("clerk", "受理员", powers=("cases.burn",))]

    said = refused(PostsSpec(types=types), recorded)

    assert said.startswith("clerk: unknown power cases.burn. Known: cases.move,")


def test_post_of_an_unknown_type_is_refused(spec, recorded, in_english):
    key = spec.posts[0].key._replace(type_key="wizard")

    assert refused(PostsSpec(posts=[PostRow(key)]), recorded) == "Unknown post types: wizard."


def test_post_named_twice_is_refused(spec, recorded, in_english):
    twice = PostsSpec(types=spec.types, posts=[*spec.posts, *spec.posts])

    assert refused(twice, recorded).startswith("A post is named twice")


def test_unknown_username_and_post_are_refused_together(spec, recorded, in_english):
    stranger = spec.appointments[0]._replace(username="ghost")
    nowhere = stranger._replace(post=PostKey("wizard", None, 7), username="li")

    said = refused(PostsSpec(appointments=[stranger, nowhere]), recorded)

    assert "No account has the username ghost." in said
    assert "Appointments name posts that do not exist: " in said
    assert "wizard/7" in said


def test_second_primary_holder_is_refused(spec, recorded, in_english):
    Account.objects.create(username="wang")
    second = spec.appointments[0]._replace(username="wang")
    both = PostsSpec(spec.types, spec.posts, [*spec.appointments, second])

    said = refused(both, recorded, PostTaken)

    assert said.startswith("“西林街道 · 指挥中心 · 受理员” already has a primary holder")


def test_thousands_of_posts_are_a_few_statements(land, django_assert_max_num_queries):
    Account.objects.bulk_create(Account(username=f"u{number}") for number in range(10))
    types = [PostTypeRow(f"many_{number}", "岗") for number in range(300)]
    keys = [PostKey(row.key, None, area) for row in types for area in land.areas.values()]
    held = [
        AppointmentRow(key, f"u{number % 10}", date(2026, 1, 1), is_primary=True)
        for number, key in enumerate(keys)
    ]

    with django_assert_max_num_queries(22):
        changes = load(PostsSpec(types, [PostRow(key) for key in keys], held))

    assert [change.added for change in changes] == [300, 1800, 1800, 0, 0, 0, 0, 0]
