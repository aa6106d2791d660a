"""What the runbook on backing up promises: out into a file, back into an empty one, verified."""

from pathlib import Path

import pytest

from tests.ground.conftest import folder_of_its_own
from tests.ground.installation import Installation


@pytest.fixture
def elsewhere():
    with folder_of_its_own() as folder:
        yield Installation(folder)


def test_a_dump_is_restored_elsewhere_and_verifies(
    own_database: str, elsewhere: Installation, tmp_path: Path
):
    file, here = tmp_path / "yiwang.dump", Installation(tmp_path)

    dumped = here.command("database", "dump", str(file), DATABASE_URL=own_database)
    restored = elsewhere.command("database", "restore", str(file))
    verified = elsewhere.command("records", "verify")
    before = here.command("records", "verify", DATABASE_URL=own_database)

    assert (dumped[0], restored[0]) == (0, 0), dumped[1] + restored[1]
    assert (verified[0], verified[1]) == (0, before[1])
    assert [path.name for path in tmp_path.glob("*.partial")] == []


def test_a_database_in_use_is_not_restored_over(own_database: str, tmp_path: Path):
    (tmp_path / "x.dump").write_bytes(b"")

    code, said = Installation(tmp_path).command(
        "database", "restore", str(tmp_path / "x.dump"), DATABASE_URL=own_database
    )

    assert code == 1
    assert "This database is not empty. Restore into a new one" in said


def test_a_dump_that_fails_leaves_the_last_one_alone(tmp_path: Path):
    (tmp_path / "last.dump").write_bytes(b"the last one")

    code, said = Installation(tmp_path).command(
        "database", "dump", str(tmp_path / "last.dump"),
        DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing",
    )  # fmt: skip

    assert code == 1
    assert "pg_dump failed" in said
    assert (tmp_path / "last.dump").read_bytes() == b"the last one"
