"""One engine: it starts for anyone, is shared, outlives killed processes, and stops when unused."""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.ground.people import IS_ROOT, Person, is_running, ordinary_user, postmaster
from yiwang.config.engine import EngineInUse, owned


def do(address: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def write_a_row(address: str) -> None:
    do(address, "CREATE TABLE kept (word text)")
    do(address, "INSERT INTO kept VALUES ('acknowledged')")


def kept_rows(address: str) -> list[tuple[object, ...]]:
    return do(address, "SELECT word FROM kept")


def test_it_starts_for_root_and_for_an_ordinary_user(person: Person, home: Path):
    holder = person.hold(home)

    assert do(holder.address, "SELECT lower('ÄÖ'), current_database()") == [("äö", "yiwang")]

    holder.leave()
    assert not is_running(home)
    assert sorted(path.name for path in home.iterdir()) == ["engine.lock", "postgres", "start.lock"]


def test_it_is_adopted_after_its_command_was_killed(person: Person, home: Path):
    first = person.hold(home)
    write_a_row(first.address)
    before = postmaster(home).pid
    first.kill()

    second = person.hold(home)

    assert kept_rows(second.address) == [("acknowledged",)]
    assert postmaster(home).pid == before
    second.leave()
    assert not is_running(home)


def test_it_recovers_after_being_killed_itself(person: Person, home: Path):
    first = person.hold(home)
    write_a_row(first.address)
    postmaster(home).kill()
    first.kill()

    second = person.hold(home)

    assert kept_rows(second.address) == [("acknowledged",)]
    second.leave()


def test_it_starts_beside_a_stranger_who_got_its_pid(person: Person, home: Path):
    person.hold(home).leave()
    stranger = person.start("sleep", "60")
    stale = f"{stranger.pid}\n{home / 'postgres'}\n1\n5432\n{home / 'postgres'}\n\n0 0\nready\n"
    (home / "postgres" / "postmaster.pid").write_text(stale)

    holder = person.hold(home)

    assert do(holder.address, "SELECT 1") == [(1,)]
    assert postmaster(home).pid != stranger.pid
    assert stranger.poll() is None
    holder.leave()
    stranger.kill()


def test_the_last_command_to_leave_stops_it(home: Path):
    first, second = Person().hold(home), Person().hold(home)
    address = second.address

    first.leave()
    answer = do(address, "SELECT 1")
    second.leave()

    assert answer == [(1,)]
    assert not is_running(home)


def test_many_commands_may_start_at_the_same_moment(home: Path):
    holders = [Person().hold(home) for _ in range(4)]

    addresses = {holder.address for holder in holders}

    assert len(addresses) == 1
    for holder in holders:
        holder.leave()
    assert not is_running(home)


def test_a_cluster_half_made_is_made_again(home: Path):
    abandoned = home / ".making-postgres-x"
    abandoned.mkdir()
    interrupted = Person().hold(home)
    time.sleep(0.6)
    interrupted.kill()

    holder = Person().hold(home)

    assert do(holder.address, "SELECT 1") == [(1,)]
    assert not abandoned.exists()
    holder.leave()


def test_a_long_path_gets_a_socket_elsewhere(home: Path):
    far = home / ("x" * 60) / ("y" * 60)
    far.mkdir(parents=True)

    holder = Person().hold(far)

    assert do(holder.address, "SELECT 1") == [(1,)]
    socket_folder = Path(holder.address.partition("host=")[2])
    assert not socket_folder.is_relative_to(home)
    holder.leave()
    assert not socket_folder.exists()


def test_a_path_with_odd_characters_is_as_good_as_any(home: Path):
    odd = home / "网格 & ?%'s"
    odd.mkdir()

    holder = Person().hold(odd)

    assert do(holder.address, "SELECT 1") == [(1,)]
    holder.leave()


def test_with_a_database_address_nothing_is_embedded(home: Path):
    given = "postgresql://somebody@elsewhere/theirs"

    holder = Person().hold(home, DATABASE_URL=given)

    assert holder.address == given
    holder.leave()
    assert list(home.iterdir()) == []


def test_a_second_owner_is_refused_by_name(home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("DATABASE_URL")

    with owned(home):
        with pytest.raises(EngineInUse) as refusal, owned(home):
            pass
        beside = Person().hold(home)
        assert do(beside.address, "SELECT 1") == [(1,)]
        beside.leave()
    with owned(home):
        pass

    assert str(refusal.value) == (
        f"{home} is already served by process {os.getpid()}. "
        "Stop that one first, or give this one a folder of its own with YIWANG_HOME."
    )


@pytest.mark.parametrize("by", ["root"] if IS_ROOT else ["the same user"])
def test_a_folder_is_served_as_the_user_it_belongs_to(by: str, home: Path):
    user = ordinary_user()
    user.own(home)
    user.hold(home).leave()

    holder = Person().hold(home)

    assert do(holder.address, "SELECT 1") == [(1,)]
    assert postmaster(home).uids().effective == (home / "postgres").stat().st_uid != 0
    holder.leave()


def test_somebody_elses_folder_is_refused_with_a_sentence(home: Path):
    folder = home if IS_ROOT else Path("/usr")  # the user may write in neither
    user = ordinary_user()

    process = user.start(
        sys.executable, "-m", "yiwang.config.cli", "figures", YIWANG_HOME=str(folder)
    )
    _, said = process.communicate(timeout=30)

    assert process.returncode == 1
    assert "choose another folder with YIWANG_HOME." in said
    assert "Traceback" not in said


def test_commands_are_quick_to_say_what_they_are(home: Path):
    said = subprocess.run(
        [sys.executable, "-m", "yiwang.config.cli", "--help"],
        env=os.environ | {"YIWANG_HOME": str(home)}, capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert "doctor" in said.stdout
    assert list(home.iterdir()) == []
