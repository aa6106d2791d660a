"""What a database itself keeps beside its rows ties nobody to an anonymous answer."""

import pytest

from yiwang.insight.reviews.tests.test_anonymity import WORDS, rows, six_answers

pytestmark = pytest.mark.usefixtures("own_database")  # each answer is a transaction of its own


def test_neither_transactions_nor_places_on_the_disk_tell_them_apart():
    _round, people = six_answers()

    about = people[0].reviewed_id
    of_people = rows(
        f"SELECT xmin::text FROM reviews_asked WHERE reviewed_id = {about} AND is_answered"
    )
    of_answers = rows(
        f"SELECT xmin::text FROM reviews_tallied WHERE reviewed_id = {about}"
        f" UNION SELECT xmin::text FROM reviews_remark WHERE reviewed_id = {about}"
    )
    assert len(set(of_people)) == 6  # the list of who has answered tells when
    assert len(of_answers) == 1  # what they said was all written by the last of them
    on_disk = [words for (words,) in rows("SELECT words FROM reviews_remark ORDER BY ctid")]
    assert on_disk == sorted(WORDS) != WORDS
