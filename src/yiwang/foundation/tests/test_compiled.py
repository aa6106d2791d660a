"""Reads made once find what the queryset finds."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from yiwang.foundation.compiled import compiled
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.models import Post
from yiwang.work.workflows.models import Run

NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)


@compiled
def posts_of(type_key, but):
    posts = Post.objects.select_related("type", "area", "organization").defer("area__geometry")
    return posts.filter(type__key=type_key, type__name__contains="员").exclude(pk=but)


@compiled
def runs_of(subject_id):
    return Run.objects.select_for_update(of=("self",)).filter(subject_id=subject_id).order_by("id")


def a_run(subject_id):
    return Run.objects.create(
        version_id=1,
        subject="tests.thing",
        subject_id=subject_id,
        step="a",
        stage="a",
        act_counts={"a.b": 1},
        started_at=NOON,
    )


def test_it_finds_whole_models_with_everything_selected(db, django_assert_num_queries):
    plain = Post.objects.filter(type__key="community_clerk").order_by("id")
    posts_of("community_clerk", 0)

    with django_assert_num_queries(1):
        found = sorted(posts_of("community_clerk", 0), key=lambda post: post.pk)
        names = [(post.type.key, post.area.name, post.organization.name) for post in found]

    assert found == list(plain)
    assert names == [(post.type.key, post.area.name, post.organization.name) for post in plain]
    assert found[0].area.get_deferred_fields() == {"geometry"}


def test_other_arguments_are_other_rows(db):
    assert {post.type.key for post in posts_of("verifier", 0)} == {"verifier"}
    assert posts_of("no such type", 0) == []


def test_values_are_converted_as_ever(db):
    run = a_run(7)

    [found] = runs_of(7)

    assert (found, found.act_counts, found.started_at) == (run, {"a.b": 1}, NOON)
    assert found._state.adding is False


def test_it_locks_what_the_queryset_locks(db):
    a_run(8)

    with CaptureQueriesContext(connection) as captured, transaction.atomic():
        runs_of(8)

    assert any("FOR UPDATE OF" in query["sql"] for query in captured.captured_queries)


def test_days_and_constants_are_values_too(db):
    @compiled
    def working(on):
        return Organization.objects.filter(valid_from__lte=on, kind="service_station")

    assert working(date(1900, 1, 1)) == []
    assert {body.kind for body in working(date(2026, 9, 7))} == {"service_station"}


def test_a_percent_sign_stays_one(db):
    @compiled
    def named(code):
        return Organization.objects.filter(name__endswith="%", code=code)

    assert named("CG-9001") == []


@pytest.mark.parametrize("times", [1, 12])
def test_it_may_be_asked_again_and_again(db, times):
    assert all(len(posts_of("verifier", 0)) == 3 for _time in range(times))
