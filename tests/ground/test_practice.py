"""`yiwang run --practice`: beside the real installation, and back at its beginning when asked."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.ground.installation import Installation, wait_until
from tests.ground.test_run import A_RECORD


@pytest.fixture
def installation(lived_in: Path) -> Iterator[Installation]:
    installation = Installation(lived_in)
    yield installation
    if installation.process and installation.process.poll() is None:
        installation.end()


def test_practice_has_a_database_of_its_own_and_starts_over(installation: Installation):
    installation.run("--practice", YIWANG_PRACTICE_PORT=str(installation.port))
    practice = Installation(installation.home / "practice")
    with psycopg.connect(practice.database) as connection:
        connection.execute(A_RECORD)

    note = practice.home / "start-over"
    note.touch()
    os.utime(note, (1, 1))
    wait_until(lambda: installation.said.count("Ctrl-C") == 2)
    with psycopg.connect(practice.database) as connection:
        (tried,) = connection.execute(TRIED).fetchone()

    assert "For practice: nothing done here counts." in installation.said
    assert (tried, note.exists()) == (0, False)
    assert installation.get("/practice/")[0] == 200
    assert not (installation.home / "postgres" / "postmaster.pid").exists()  # never started
    assert installation.end() == 0


TRIED = "SELECT count(*) FROM records_record WHERE name = 'test.thing.done'"
