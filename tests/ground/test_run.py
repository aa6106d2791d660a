"""`yiwang run`: it serves, seals and sweeps; refuses what cannot be; ends wholly, or recovers."""

import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.ground.installation import Installation, wait_until
from tests.ground.people import is_running, is_started_anew, postmaster


@pytest.fixture
def installation(lived_in: Path) -> Iterator[Installation]:
    installation = Installation(lived_in)
    yield installation
    if installation.process and installation.process.poll() is None:
        installation.end()


def ask(database: str, statement: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database) as connection:
        return connection.execute(statement).fetchall()


def test_it_serves_and_ends_wholly(installation: Installation):
    installation.run()
    began = installation.children()

    status, headers = installation.get()
    beside = installation.command("records", "verify")
    code = installation.end(signal.SIGINT)

    assert f"http://127.0.0.1:{installation.port}/" in installation.said
    assert str(installation.home) in installation.said
    assert (status, headers["x-frame-options"]) == (200, "DENY")
    assert (beside[0], "Sound." in beside[1]) == (0, True)
    assert code == 0
    assert psutil.wait_procs(began, timeout=10)[1] == []
    assert not is_running(installation.home)
    assert "Traceback" not in installation.said
    assert "WARN" not in installation.said


def test_the_worker_seals_what_is_recorded(installation: Installation):
    installation.run()
    with psycopg.connect(installation.database) as connection:
        ((record,),) = connection.execute(A_RECORD).fetchall()

    wait_until(lambda: ask(installation.database, f"{SEALED} {record}") == [(1,)])
    assert "ERROR" not in installation.said


A_RECORD = """
    INSERT INTO records_record (at, name, subject, subject_id, actor_kind, capacity, data)
    VALUES (now(), 'test.thing.done', 'test.thing', 1, 'system', '', '{}') RETURNING id
"""
SEALED = "SELECT count(*) FROM records_sealedrecord WHERE record_id ="


def test_the_worker_knows_when_to_do_what():
    from procrastinate.contrib.django import app

    assert {
        (each.task.name.removeprefix("yiwang."), each.cron)
        for each in app.periodic_registry.periodic_tasks.values()
    } >= {
        ("foundation.records.tasks.seal_records", "*/2 * * * * *"),
        ("work.workflows.tasks.sweep_clocks", "* * * * *"),
        ("work.cases.tasks.forget_what_is_over", "20 2 * * *"),
    }


def test_a_second_one_and_a_taken_port_are_refused_with_a_sentence(installation: Installation):
    with socket.socket() as occupier:
        occupier.bind(("127.0.0.1", installation.port))
        occupier.listen()
        taken = installation.refused()
    installation.run()

    second = installation.refused()
    wrong_port = installation.refused(YIWANG_PORT="http")

    assert taken == (
        1,
        f"Error: Port {installation.port} is taken. "
        f"Choose another: YIWANG_PORT={installation.port + 1}\n",
    )
    assert second == (
        1,
        f"Error: {installation.home} is already served by process {installation.process.pid}. "
        "Stop that one first, or give this one a folder of its own with YIWANG_HOME.\n",
    )
    assert wrong_port == (1, "Error: YIWANG_PORT is 'http'; give a number from 1 to 65535.\n")
    assert installation.get()[0] == 200


def test_killed_it_leaves_no_server_and_starts_again(installation: Installation):
    installation.run()
    began = [process for process in installation.children() if process.name() != "postgres"]

    installation.end(signal.SIGKILL)

    assert psutil.wait_procs(began, timeout=20)[1] == []
    assert installation.get()[0] == 0
    assert installation.run().get()[0] == 200


def test_it_starts_the_engine_again_when_that_is_killed(installation: Installation):
    installation.run()
    before = postmaster(installation.home)

    before.kill()
    wait_until(lambda: is_started_anew(installation.home, before))
    wait_until(lambda: installation.get("/healthz")[0] == 200)

    with psycopg.connect(installation.database) as connection:
        ((record,),) = connection.execute(A_RECORD).fetchall()
    wait_until(lambda: ask(installation.database, f"{SEALED} {record}") == [(1,)])
    assert installation.process.poll() is None


def test_without_a_free_connection_it_says_when_to_come_back(installation: Installation):
    installation.run(YIWANG_POOL="1", YIWANG_THREADS="4")
    slow: list[int] = []

    with psycopg.connect(installation.database) as lock:
        lock.execute("LOCK TABLE organizations_organization, territory_net, packs_installedpack")
        waiting = threading.Thread(target=lambda: slow.append(installation.get("/")[0]))
        waiting.start()
        wait_until(lambda: ask(installation.database, BLOCKED) == [(1,)])
        status, headers = installation.get("/")
    waiting.join()

    assert (status, headers["retry-after"]) == (503, "3")
    assert slow == [200]
    assert installation.get("/")[0] == 200


BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
