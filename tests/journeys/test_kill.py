"""`kill -9` of the server between acts and in the middle of them, several times.

What was acknowledged is there; what was not is there wholly or not at all; a request repeated under
its key does nothing twice; and afterwards the record can be checked by anyone.
"""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import httpx
import psycopg
import pytest

from tests.ground.installation import wait_until
from tests.servers import Served
from yiwang.config.processes import worker_command

Result = TypeVar("Result")
CASES = 6
PROGRAM = httpx.Client(timeout=20, trust_env=False)
REPORT = {"text": "望山社区门口的垃圾三天没有清运。", "place": {"lng": 130.03, "lat": 46.05}}
ACTS = [
    ("clerk.90010101", "whistle", {"type": "sanitation.litter", "nature": "joint"}),
    ("dispatcher.900101", "dispatch", {"organizations": ["CG-9001", "ZJ-9001"]}),
    ("cg.9001", "acknowledge", {}),
]


@pytest.fixture
def server(own_database: str, tmp_path: Path) -> Iterator[Served]:
    """A server with a folder of its own, so that the head of its record is its own."""
    server = Served(own_database, YIWANG_HOME=str(tmp_path), YIWANG_WORKERS="1")
    yield server
    server.end()


@pytest.fixture
def token_of(own_database: str) -> Callable[[str], str]:
    from django.utils import timezone

    from yiwang.foundation.accounts.actions.issue_token import issue_token
    from yiwang.foundation.records.actor import SYSTEM

    return lambda username: issue_token(username, "test", days=1, actor=SYSTEM, now=timezone.now())


def while_killed(server: Served, work: Callable[[], Result], *, times: int) -> Result:
    """Do the work while the server is killed and started again, so many times.

    The server is started by this thread, since it ends with the thread that started it.
    """
    with ThreadPoolExecutor(1) as other:
        done = other.submit(work)
        for number in range(times):
            time.sleep(0.05 + 0.11 * number)
            server.kill()
            server.start()
        return done.result()


def insist(server: Served, path: str, body: object, **headers: str) -> httpx.Response:
    """Send a request again until it is answered."""
    answers: list[httpx.Response] = []

    def is_answered() -> bool:
        try:
            answer = PROGRAM.post(f"{server.url}{path}", json=body, headers=headers)
        except httpx.TransportError:
            return False
        answers.append(answer)
        return answer.status_code != 503

    wait_until(is_answered)
    return answers[-1]


def report(server: Served, number: int) -> dict[str, str]:
    answer = insist(server, "/api/v1/cases", REPORT, **{"Idempotency-Key": f"kill-{number}"})
    assert answer.status_code == 201, answer.text
    return answer.json()


def act_on_all(server: Served, token: str, action: str, body: object) -> Counter[int]:
    """Do one act on every case of an inbox; 409 is an act that was done before we heard so."""
    bearer = {"Authorization": f"Bearer {token}"}
    inbox = PROGRAM.get(f"{server.url}/api/v1/tasks", headers=bearer).json()
    assert len(inbox) == CASES

    def work() -> Counter[int]:
        return Counter(
            insist(server, f"/api/v1/tasks/{task['id']}/{action}", body, **bearer).status_code
            for task in inbox
        )

    return while_killed(server, work, times=2)


def recorded(database: str) -> dict[str, int]:
    with psycopg.connect(database) as connection:
        rows = connection.execute(
            "SELECT name, count(*) FROM records_record WHERE subject = 'cases.case' GROUP BY 1"
        )
        return dict(rows.fetchall())


def seal_and_verify(server: Served) -> tuple[int, str]:
    """Seal with a real worker, killed as well, then check the record from the command line."""
    worker = subprocess.Popen(worker_command(), env=server.env)
    with psycopg.connect(server.database, autocommit=True) as connection:
        waiting = "SELECT count(*) FROM records_unsealedrecord"
        wait_until(lambda: connection.execute(waiting).fetchone() == (0,))
    worker.kill()
    worker.wait()
    checked = subprocess.run(
        [sys.executable, "-m", "yiwang.config.cli", "records", "verify"],
        env=server.env, capture_output=True, text=True,
    )  # fmt: skip
    return checked.returncode, checked.stdout


def test_no_acknowledged_act_is_lost_and_none_is_done_twice(
    server: Served, token_of: Callable[[str], str]
):
    def report_all() -> list[dict[str, str]]:
        return [report(server, number) for number in range(CASES)]

    taken = while_killed(server, report_all, times=3)
    again = report_all()
    done = [act_on_all(server, token_of(who), action, body) for who, action, body in ACTS]
    shown = [
        PROGRAM.get(f"{server.url}/api/v1/cases/{case['tracking_code']}").json() for case in taken
    ]

    assert again == taken
    assert [set(statuses) <= {200, 409} for statuses in done] == [True, True, True]
    assert [case["number"] for case in shown] == [case["number"] for case in taken]
    assert {case["stage"] for case in shown} == {"部门报到"}
    assert {len(case["answering"]) for case in shown} == {2}
    assert recorded(server.database) == {
        "cases.case.reported": CASES,
        "cases.case.whistled": CASES,
        "cases.case.dispatched": CASES,
        "cases.case.acknowledged": CASES,
    }
    code, said = seal_and_verify(server)
    assert (code, "Sound." in said, " 0 waiting" in said) == (0, True, True)
