"""An anonymous answer leaves no trace: neither a row, nor an order, nor a transaction tells it."""

import pytest
from django.db import connection

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import AlreadyDone, NotFound
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.actions.object_to import Matter, object_to
from yiwang.insight.reviews.answering import Given
from yiwang.insight.reviews.models import Answer, Asked, Remark, Tallied
from yiwang.insight.reviews.queries.results import named_answers, standing_of
from yiwang.insight.reviews.tests.schemes import NOW, SUMMER, UPWARD, opened, who
from yiwang.insight.reviews.tests.test_rounds import answered, everybody_about

pytestmark = pytest.mark.django_db
WORDS = ["丁说太慢", "甲说还好", "丙说没人来", "乙说很好", "己说一般", "戊说不错"]
COLUMNS = {  # of an answer: what it says, whom it is about; no who, no when
    "reviews_tallied": {"id", "reviewed_id", "side", "question", "value", "number"},
    "reviews_remark": {"id", "reviewed_id", "side", "question", "words"},
}


def rows(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def six_answers():
    round_id = opened(UPWARD)
    people = everybody_about("ZJ-9001")[:6]
    for place, asked in enumerate(people):
        given = Given({"response": place % 5 + 1, "comes": place % 2}, {"more": WORDS[place]})
        answered(asked, given)
    return round_id, people


def test_there_is_no_column_to_join_by():
    for table, columns in COLUMNS.items():
        found = rows(
            f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'"
        )
        assert {name for (name,) in found} == columns
    six_answers()

    assert not Answer.objects.exists()
    asked = rows(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'reviews_asked'"
    )
    assert {name for (name,) in asked} == {
        "id",
        "reviewed_id",
        "appointment_id",
        "organization_id",
        "is_answered",
    }


def test_the_record_of_an_anonymous_answer_names_nobody():
    six_answers()

    found = Record.objects.filter(name="reviews.answer.given")
    assert found.count() == 6
    assert {(r.account_id, r.capacity_id, r.capacity) for r in found} == {(None, None, "")}
    assert [r.data for r in found] == [{"reviewed": None}] * 6


def test_counts_hold_every_answer_and_nothing_else():
    _round, people = six_answers()

    counts = Tallied.objects.filter(reviewed=people[0].reviewed_id, number__gt=0)
    assert sorted(counts.values_list("question", "value", "number")) == [
        ("comes", 0, 3),
        ("comes", 1, 3),
        ("response", 1, 2),
        ("response", 2, 1),
        ("response", 3, 1),
        ("response", 4, 1),
        ("response", 5, 1),
    ]
    assert Asked.objects.filter(is_answered=True).count() == Remark.objects.count() == 6


def test_no_single_answer_can_be_left_out():
    round_id, people = six_answers()
    close_round(round_id, actor=SYSTEM, now=NOW)

    assert named_answers(people[0].reviewed) == []
    for answer in (1, people[0].pk):
        with pytest.raises(NotFound):
            object_to(
                Matter(people[0].reviewed_id, answer_id=answer),
                "一位评价人不了解情况",
                actor=who("supervisor.9001"),
                now=NOW,
            )


def test_a_closed_result_is_one_number_of_one_group():
    """Two groups that differ by one person cannot be compared: a group is counted once, whole."""
    round_id, people = six_answers()
    close_round(round_id, actor=SYSTEM, now=NOW)
    result = standing_of(people[0].reviewed_id)

    assert set(result.reviewed.means) == {"reviewers"}
    assert set(result.reviewed.means["reviewers"]) == {"response", "comes"}
    assert not Tallied.objects.exists()  # no cell is left to subtract
    with pytest.raises(AlreadyDone):
        opened(UPWARD)  # the same time again
    opened(UPWARD, SUMMER)  # other answers of another time
    assert standing_of(people[0].reviewed_id).points == result.points
