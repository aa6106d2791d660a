"""How long pages take in an installation that is there already, as whoever signs in.

    .venv/bin/python -m bench.pages FOLDER USERNAME ADDRESS... [--times 3]

Each address is asked in this process, without a web server between: first as after a start, then
again, of which the quickest counts. Beside the seconds on the wall stands processor time of this
process and of the engine, which other work on the machine disturbs less, and how many questions
the database was asked. Nothing is changed but the session of whoever signs in.
"""

import argparse
import os
import time
from dataclasses import dataclass
from pathlib import Path

from bench.parts.installation import SETTINGS
from bench.parts.processor import database_milliseconds


@dataclass(frozen=True, slots=True)
class Took:
    """One answer: seconds on the wall, of this process and of the engine; questions; its size."""

    wall: float
    ours: float
    engine: float
    questions: int
    status: int
    kilobytes: int

    def __str__(self) -> str:
        times = f"{self.wall:8.2f}{self.ours:8.2f}{self.engine:8.2f}"
        return f"{times}{self.questions:6}{self.kilobytes:7}"


def main() -> None:
    """Join the engine, sign in, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="what YIWANG_HOME was when it was installed")
    parser.add_argument("username")
    parser.add_argument("addresses", nargs="+")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    os.environ |= SETTINGS | {"YIWANG_HOME": str(given.folder.resolve())}
    from yiwang.config.engine import engine

    with engine(given.folder.resolve()):
        import django

        django.setup()
        measured(given.username, given.addresses, given.times)


def measured(username: str, addresses: list[str], times: int) -> None:
    """A line for each address: the first time, and the quickest of the next ones."""
    from django.test import Client

    from yiwang.foundation.accounts.models import Account

    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(Account.objects.get(username=username))
    heading = "".join(f"{word:>8}" for word in ("wall", "ours", "engine"))
    print(f"{username:<44}{heading}{'asked':>6}{'kB':>7}  again{heading}{'asked':>6}{'kB':>7}")
    for address in addresses:
        first, *later = [asked(client, address) for _time in range(times + 1)]
        again = min(later, key=lambda took: took.wall)
        status = "" if first.status == 200 else f"  status {first.status}"
        print(f"{address[:43]:<44}{first}       {again}{status}", flush=True)


def asked(client: object, address: str) -> Took:
    """Ask once."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    assert isinstance(client, Client)
    engine, ours, wall = database_milliseconds(), time.process_time(), time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
        content = answer.getvalue()
    wall, ours = time.perf_counter() - wall, time.process_time() - ours
    engine_took = (database_milliseconds() - engine) / 1000
    return Took(wall, ours, engine_took, len(captured), answer.status_code, len(content) // 1024)


if __name__ == "__main__":
    main()
