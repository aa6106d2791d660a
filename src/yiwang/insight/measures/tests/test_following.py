"""Whoever follows the record waits for a lock without a word, and tells of everything else."""

import logging
from threading import Event

import psycopg
import pytest
from django.db import connection

from yiwang.foundation.records.seal import SEALER_LOCK
from yiwang.insight.measures import following


class Looks(Event):
    """Stopped after two looks."""

    left = 2

    def wait(self, timeout=None):
        self.left -= 1
        return self.left < 0


def asks(statement):
    def follow_once(_now):
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
            cursor.execute(statement)

    return follow_once


@pytest.mark.parametrize(
    ("statement", "told"), [(f"SELECT pg_advisory_lock({SEALER_LOCK})", 0), ("SELECT 1/0", 2)]
)
def test_a_lock_is_waited_for_and_a_fault_is_told(
    own_database, monkeypatch, caplog, statement, told
):
    monkeypatch.setattr(following, "follow_once", asks(statement))
    with psycopg.connect(own_database) as other, caplog.at_level(logging.ERROR):
        other.execute(f"SELECT pg_advisory_lock({SEALER_LOCK})".encode())
        looks = Looks()
        following.follow_until(looks)

    assert looks.left < 0
    assert len([each for each in caplog.records if each.name == following.__name__]) == told
