"""Classes of posts with their counts, and what residents are told of who answers."""

from datetime import timedelta

import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.posts.actions.change_post_types import change_post_types
from yiwang.structure.posts.actions.load_posts import load_posts
from yiwang.structure.posts.models import Appointment, PostClass, PostType
from yiwang.structure.posts.queries.answering import answering_for
from yiwang.structure.posts.queries.classes import class_words, counted_by_class
from yiwang.structure.posts.rows import ClassRow, PostsSpec, PostTypeRow
from yiwang.structure.posts.tests.land import NOW, TODAY


@pytest.fixture
def classed(land):
    rows = [ClassRow("force", "govern", "治理力量"), ClassRow("employment", "public", "事业编制")]
    load_posts(PostsSpec(classes=rows), actor=SYSTEM, now=NOW)
    PostType.objects.filter(key__in=["land_leader", "land_dispatcher"]).update(force="govern")
    return land


def counts(land, code):
    found = counted_by_class([land.areas[code]], TODAY)
    return {each.word.key: (each.posts, each.people) for each in found}


def test_people_of_a_class_are_counted_once_each(classed, django_assert_num_queries):
    classed.hold("li", classed.post("land_leader", "C111"), employment="public")
    classed.hold("li", classed.post("land_dispatcher", "C111"))
    classed.hold("wang", classed.post("land_leader", "C121"))
    classed.hold("ready", classed.post("land_dispatcher", "C121"), mode="standby")

    with django_assert_num_queries(2):
        assert counts(classed, "C")["govern"] == (4, 2)
    assert counts(classed, "C11") == {"govern": (2, 1), "public": (2, 1)}


def test_words_are_corrected_and_what_reads_them_notices(classed):
    assert class_words()["force", "govern"].name == "治理力量"

    load_posts(PostsSpec(classes=[ClassRow("force", "govern", "治理")]), actor=SYSTEM, now=NOW)

    assert class_words()["force", "govern"].name == "治理"
    assert PostClass.objects.count() == 2


def test_residents_read_posts_and_names_only_where_the_locality_shows_them(
    land, django_assert_num_queries
):
    PostType.objects.filter(key="land_leader").update(shown="name")
    PostType.objects.filter(key="land_dispatcher").update(shown="post")
    leader, dispatcher = land.post("land_leader", "C111"), land.post("land_dispatcher", "C11")
    hidden = land.post("land_supervisor", "C")
    for post, who in ((leader, "li"), (dispatcher, "wang"), (hidden, "zhao")):
        land.hold(who, post)
    land.hold("helper", leader, mode="volunteer")
    land.hold("gone", leader, starts_on=TODAY - timedelta(days=2), ends_on=TODAY)

    with django_assert_num_queries(2):
        found = answering_for(land.areas["C111"], TODAY)

    said = [
        (each.post.type.key, [held.account.username for held in each.holders]) for each in found
    ]
    assert said == [("land_leader", ["li"]), ("land_dispatcher", [])]
    assert [each.is_held for each in found] == [True, True]


def test_a_post_that_nobody_holds_says_so(land):
    PostType.objects.filter(key="land_leader").update(shown="name")
    land.post("land_leader", "C111")

    [found] = answering_for(land.areas["C111"], TODAY)

    assert (found.is_held, found.holders) == (False, [])
    assert not Appointment.objects.filter(post=found.post).exists()


def test_a_table_of_types_leaves_alone_what_it_does_not_have(land):
    PostType.objects.filter(key="land_leader").update(shown="name", needs=["x"], ladder="grades")

    change_post_types(
        [PostTypeRow("land_leader", "格长", force="govern")], {}, actor=SYSTEM, now=NOW
    )

    kept = PostType.objects.get(key="land_leader")
    assert (kept.name, kept.force) == ("格长", "govern")
    assert (kept.shown, kept.needs, kept.ladder) == ("name", ["x"], "grades")
