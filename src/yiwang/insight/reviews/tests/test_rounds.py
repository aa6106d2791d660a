"""Rounds: who is asked about whom, once, and what it came to when they close."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from yiwang.foundation.periods import Span
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.refusals import AlreadyDone, Forbidden, Invalid, NotFound
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.actions.give_review import give_review
from yiwang.insight.reviews.actions.open_round import open_round
from yiwang.insight.reviews.answering import Given, RoundOver
from yiwang.insight.reviews.models import Asked, Remark, Reviewed, Round, Tallied
from yiwang.insight.reviews.queries.results import standing_of
from yiwang.insight.reviews.queries.rounds import reviews_to_give
from yiwang.insight.reviews.sweep import sweep
from yiwang.insight.reviews.tests.schemes import (
    AUTUMN,
    BOTH_WAYS,
    NOW,
    SUMMER,
    TODAY,
    UPWARD,
    account,
    opened,
    who,
)
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.actions.end_appointment import end_appointment

pytestmark = pytest.mark.django_db
FULL = Given({"response": 4, "comes": 1})


def asked_about(code, username):
    """What somebody is asked about a body."""
    body = Organization.objects.get(code=code)
    mine = Asked.objects.filter(reviewed__organization=body)
    return mine.get(appointment__account__username=username)


def everybody_about(code):
    body = Organization.objects.get(code=code)
    rows = Asked.objects.filter(reviewed__organization=body).select_related("appointment__account")
    return list(rows.order_by("id"))


def answered(asked, given=FULL, now=NOW):
    return give_review(asked.pk, given, actor=who(asked.appointment.account.username), now=now)


def test_lower_levels_are_asked_about_the_departments_above_them():
    opened(UPWARD)

    given = reviews_to_give(account("clerk.90010101"), TODAY)

    assert sorted(each.subject.code for each in given) == ["CG-9001", "SW-9001", "ZJ-9001"]
    places = {one.appointment.post.area.code for one in everybody_about("ZJ-9002")}
    assert "90020101" in places
    assert all(place.startswith("9002") for place in places)
    assert reviews_to_give(account("zj.9001"), TODAY) == []


def test_somebody_with_two_posts_is_asked_once():
    posts = UPWARD.replace('"community_clerk", ', '"community_clerk", "verifier", ')
    opened(posts)

    given = reviews_to_give(account("multi"), TODAY)

    assert sorted(each.subject.code for each in given) == ["CG-9001", "SW-9001", "ZJ-9001"]


def test_a_body_has_one_voice_whoever_gives_it():
    round_id = opened(BOTH_WAYS)

    [one, two] = reviews_to_give(account("zj.9001"), TODAY)
    assert (one.subject.code, two.subject.code) == ("ZX-900101", "ZX-900102")
    assert give_review(one.asked.pk, FULL, actor=who("zj.9001"), now=NOW)

    assert not give_review(one.asked.pk, FULL, actor=who("zj.9001"), now=NOW)
    assert [each.name for each in history_of(("reviews.round", round_id))] == [
        "reviews.round.opened",
        "reviews.answer.given",
    ]


def test_points_are_the_weighted_means_of_the_questions():
    round_id = opened(UPWARD)
    people = everybody_about("ZJ-9001")
    for place, asked in enumerate(people[:5]):
        answered(asked, Given({"response": 5 if place else 1, "comes": place % 2}))
    close_round(round_id, actor=SYSTEM, now=NOW)

    result = standing_of(people[0].reviewed_id)

    # response: (0 + 4 * 100) / 5 = 80, weight 2; comes: 2 of 5 = 40, weight 1
    assert result.points == Decimal("66.7")
    assert (result.share.asked, result.share.answered) == (len(people), 5)
    assert {q.key: mean for q, mean in result.questions["reviewers"]} == {
        "response": Decimal("80.0"),
        "comes": Decimal("40.0"),
    }


def test_of_four_answers_nothing_is_left():
    round_id = opened(UPWARD)
    people = everybody_about("ZJ-9001")
    for asked in people[:4]:
        answered(asked, Given(FULL.values, {"more": "来得太慢"}))
    assert Remark.objects.count() == 4

    close_round(round_id, actor=SYSTEM, now=NOW)

    result = standing_of(people[0].reviewed_id)
    assert (result.points, result.is_small, result.questions["reviewers"]) == (None, True, [])
    assert (Tallied.objects.count(), Remark.objects.count()) == (0, 0)


def test_the_database_refuses_points_of_small_groups():
    opened(UPWARD)
    row = Reviewed.objects.first()

    for change in (
        {"answered": 4, "reviewers_points": 80},
        {"least": 4},
        {"least_public": 9},
        {"public_answers": 9, "public_points": 80},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reviewed.objects.filter(pk=row.pk).update(**change)


def test_an_incomplete_form_changes_nothing():
    opened(UPWARD)
    asked = everybody_about("ZJ-9001")[0]

    with pytest.raises(Invalid) as refusal:
        answered(asked, Given({"response": 6}, {"more": "电话13800138000"}))

    assert sorted(refusal.value.fields) == ["comes", "more", "response"]
    assert not Asked.objects.filter(is_answered=True).exists()
    assert not Tallied.objects.exists()


def test_leaving_the_post_ends_it():
    opened(UPWARD)
    asked = asked_about("ZJ-9001", "clerk.90010101")
    end_appointment(asked.appointment_id, ends_on=TODAY, actor=SYSTEM, now=NOW)

    assert reviews_to_give(account("clerk.90010101"), TODAY) == []
    with pytest.raises(NotFound):
        answered(asked)


def test_nobody_answers_for_somebody_else():
    opened(UPWARD)
    asked = asked_about("ZJ-9001", "clerk.90010101")

    with pytest.raises(NotFound):
        give_review(asked.pk, FULL, actor=who("clerk.90010102"), now=NOW)


def test_two_rounds_never_count_the_same_time():
    round_id = opened(UPWARD)

    for span in (AUTUMN, Span(SUMMER.since, AUTUMN.until), Span(AUTUMN.since, AUTUMN.since)):
        with pytest.raises(AlreadyDone):
            open_round("upward", span, actor=SYSTEM, now=NOW)
    made = Round.objects.get(pk=round_id)
    with pytest.raises(DatabaseError), transaction.atomic():
        Round.objects.create(
            scheme=made.scheme,
            version=made.version,
            since=AUTUMN.until,
            until=AUTUMN.until + timedelta(days=3),
            opened_at=NOW,
            closes_on=TODAY,
        )


def test_what_is_closed_stays_closed():
    round_id = opened(UPWARD)
    asked = everybody_about("ZJ-9001")[0]
    close_round(round_id, actor=SYSTEM, now=NOW)

    with pytest.raises(RoundOver):
        answered(asked)
    with pytest.raises(AlreadyDone):
        close_round(round_id, actor=SYSTEM, now=NOW)
    for table, change in (
        ("reviews_reviewed", "points = 100"),
        ("reviews_round", "closed_at = NULL"),
        ("reviews_asked", "is_answered = TRUE"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {table} SET {change}")


def test_only_who_organizes_the_whole_opens_and_closes():
    round_id = opened(UPWARD)

    for username in ("supervisor.9001", "zj.9001", "clerk.90010101"):
        with pytest.raises(Forbidden):
            open_round("upward", SUMMER, actor=who(username), now=NOW)
        with pytest.raises(Forbidden):
            close_round(round_id, actor=who(username), now=NOW)
    assert open_round("upward", SUMMER, actor=who("supervisor.90"), now=NOW)


def test_rounds_open_and_close_by_themselves():
    opened(BOTH_WAYS, SUMMER)
    first = sweep(NOW)

    assert (first.opened, first.closed) == (1, 0)
    assert sweep(NOW).opened == 0
    later = NOW + timedelta(days=21)
    assert sweep(later).closed == 2
    assert not Round.objects.filter(closed_at=None).exists()
