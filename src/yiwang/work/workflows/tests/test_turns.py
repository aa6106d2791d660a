"""The sweep of the present and a rehearsal of the past do not touch the same clocks at once."""

import psycopg
from django.db import connection
from django.utils import timezone
from tests.databases import address_of

from yiwang.work.workflows.tasks import sweep_the_present
from yiwang.work.workflows.turns import TIME, past_time, present_time


def another() -> psycopg.Connection:
    """The database as another process has it."""
    return psycopg.connect(address_of(connection.settings_dict["NAME"]), autocommit=True)


def test_nothing_is_swept_while_somebody_plays_the_past(land):
    land.start()
    before = land.records()

    with another() as player:
        player.execute("SELECT pg_advisory_lock(%s)", [TIME])
        sweep_the_present(timezone.now())
        assert land.records() == before
        player.execute("SELECT pg_advisory_unlock(%s)", [TIME])  # a closed line is noticed late

    sweep_the_present(timezone.now())
    assert land.records() != before


def test_sweeps_go_on_side_by_side_and_keep_the_past_waiting(land):
    with present_time() as is_ours, another() as sweeper:
        beside = sweeper.execute("SELECT pg_try_advisory_lock_shared(%s)", [TIME]).fetchone()
        playing = sweeper.execute("SELECT pg_try_advisory_lock(%s)", [TIME]).fetchone()

    assert (is_ours, beside, playing) == (True, (True,), (False,))


def test_the_past_gives_the_time_back(land):
    with past_time(), another() as sweeper:
        refused = sweeper.execute("SELECT pg_try_advisory_lock_shared(%s)", [TIME]).fetchone()
    with another() as sweeper:
        found = sweeper.execute("SELECT pg_try_advisory_lock_shared(%s)", [TIME]).fetchone()

    assert (refused, found) == ((False,), (True,))
