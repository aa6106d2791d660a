"""Readers see every record once, in order, the late committers too."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Cursor
from yiwang.foundation.records.readers import behind, follow
from yiwang.foundation.records.seal import seal_pending
from yiwang.foundation.records.write import record

NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)


def write(n):
    record("tests.thing.seen", subject=("tests.thing", n), actor=SYSTEM, at=NOON, n=n)


def read_all(reader, batch=500):
    seen = []
    follow(reader, lambda records: seen.extend(records), batch=batch)
    return [r.data["n"] for r in seen if r.subject == "tests.thing"]


@pytest.fixture(autouse=True)
def heads_elsewhere(settings, tmp_path):
    settings.HOME = tmp_path


def test_a_reader_gets_everything_once_and_in_order(db):
    for n in range(7):
        write(n)
    seal_pending(NOON)

    first, again = read_all("tests", batch=3), read_all("tests")

    assert (first, again) == ([0, 1, 2, 3, 4, 5, 6], [])


def test_it_is_told_how_far_a_reader_is_behind(db):
    seal_pending(NOON)
    read_all("tests")
    for n in range(3):
        write(n)
    seal_pending(NOON)

    before = behind("tests")
    read_all("tests")

    assert (before, behind("tests")) == (3, 0)


def test_a_reader_set_back_to_the_start_reads_the_same_again(db):
    for n in range(3):
        write(n)
    seal_pending(NOON)
    before = read_all("tests")

    Cursor.objects.filter(reader="tests").update(position=0)

    assert read_all("tests") == before == [0, 1, 2]


def test_a_handler_that_fails_moves_no_cursor(db):
    write(1)
    seal_pending(NOON)

    def fail(records):
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction.atomic():
        follow("tests", fail)

    assert read_all("tests") == [1]


def test_a_record_that_commits_late_is_not_skipped(own_database):
    import psycopg

    insert = (
        "INSERT INTO records_record"
        " (at, name, subject, subject_id, actor_kind, capacity, data)"
        " VALUES (now(), 'tests.thing.seen', 'tests.thing', 1, 'system', '', '{\"n\": 1}')"
    )
    with psycopg.connect(own_database) as slow:
        slow.execute(insert)  # has the lower id, commits later
        write(2)
        seal_pending(NOON)
        first = read_all("tests")
        slow.commit()

    seal_pending(NOON)
    second = read_all("tests")

    assert (first, second) == ([2], [1])


def test_positions_have_no_gaps_after_a_rollback(own_database):
    write(1)
    with transaction.atomic():
        write(2)
        transaction.set_rollback(True)
    write(3)

    seal_pending(NOON)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) = max(position) FROM records_sealedrecord")
        assert cursor.fetchone() == (True,)
