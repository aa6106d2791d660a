"""Checking the record finds whatever was done to it behind the application's back."""

import json
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.seal import head_file, seal_pending
from yiwang.foundation.records.verify import Fault, verify
from yiwang.foundation.records.write import record

NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)


@pytest.fixture
def five(db, settings, tmp_path):
    settings.HOME = tmp_path
    seal_pending(NOON)
    for n in range(5):
        record("tests.thing.seen", subject=("tests.thing", n), actor=SYSTEM, at=NOON, n=n)
    seen = Record.objects.filter(subject="tests.thing").order_by("id")
    return list(seen.values_list("id", flat=True))


def behind_the_back(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.mark.parametrize("table", ["records_record", "records_sealedrecord"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_database_refuses_to_change_records(five, table, statement):
    seal_pending(NOON)
    column = "position = position" if "sealed" in table else "id = id"

    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.replace("id = id", column).format(table))

    assert verify().is_sound


def test_an_untouched_record_is_sound(five):
    before = verify()

    sealed = seal_pending(NOON)

    after = verify()
    assert (before.waiting, sealed, after.waiting) == (5, 5, 0)
    assert before.is_sound
    assert after.is_sound
    assert after.sealed == before.sealed + 5


@pytest.mark.parametrize("is_sealed", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        """UPDATE records_record SET data = '{"n": 9}' WHERE id = %s""",
        "UPDATE records_record SET at = at + interval '1 microsecond' WHERE id = %s",
        "UPDATE records_record SET account_id = 1 WHERE id = %s",
        "UPDATE records_record SET name = 'tests.thing.sold' WHERE id = %s",
    ],
)
def test_a_changed_record_is_named(five, change, is_sealed):
    if is_sealed:
        seal_pending(NOON)

    behind_the_back(change, five[2])

    assert verify().faults == [Fault("changed", five[2])]


@pytest.mark.parametrize("index", [0, 2, 4])
def test_a_removed_record_is_named_the_last_one_too(five, index):
    seal_pending(NOON)

    behind_the_back("DELETE FROM records_record WHERE id = %s", five[index])

    assert verify().faults == [Fault("removed", five[index])]


def test_a_removed_record_that_was_not_sealed_yet_is_found(five):
    behind_the_back("DELETE FROM records_record WHERE id = %s", five[4])

    assert verify().faults == [Fault("changed", five[4])]


def test_an_inserted_record_is_found(five):
    seal_pending(NOON)

    behind_the_back(
        "INSERT INTO records_record (at, name, subject, subject_id, actor_kind, capacity, data)"
        " VALUES (%s, 'tests.thing.forged', 'tests.thing', 1, 'system', '', '{}')",
        NOON,
    )

    assert verify().faults == [Fault("inserted", Record.objects.latest("id").id)]


def test_a_tail_cut_off_together_with_its_seals_is_found_by_the_published_head(five):
    seal_pending(NOON)
    last = verify().sealed

    behind_the_back("DELETE FROM records_record WHERE id = %s", five[4])
    behind_the_back("DELETE FROM records_sealedrecord WHERE record_id = %s", five[4])

    assert verify().faults == [Fault("cut_off", last - 1)]


def test_a_chain_written_anew_differs_from_the_published_head(five):
    seal_pending(NOON)
    behind_the_back("UPDATE records_record SET data = '{}' WHERE id = %s", five[4])

    behind_the_back(
        "UPDATE records_sealedrecord s SET chain = sha256(b.chain || records_digest(r))"
        " FROM records_sealedrecord b, records_record r"
        " WHERE s.record_id = %s AND b.position = s.position - 1 AND r.id = s.record_id",
        five[4],
    )

    assert verify().faults == [Fault("head_differs", verify().sealed)]
    assert json.loads(head_file().read_text().splitlines()[-1])["position"] == verify().sealed
