"""Whole lifecycles over HTTP per second, among 10 000 and among 1 000 000 stored cases.

    .venv/bin/python -m bench.lifecycle [--few 10000] [--many 1000000] [--rounds 3] [--each 12]

A lifecycle is: report, whistle, dispatch, sign, handle, verify, answer, close by the reporter's
rating, find by code, by number and by words, and the inbox before every act of staff. Both
installations stand side by side and take turns, round by round, on the same machine and engine;
medians are compared. The stored cases are copies of lived ones (`bench.parts.stored`), all closed:
what waits in inboxes depends on how many work, not on how much is stored.
"""

import argparse
import os
import statistics
from dataclasses import dataclass, field

import psycopg

from bench.parts.installation import installed, served
from bench.parts.loop import Neighbourhood, lifecycle
from bench.parts.processor import processor_milliseconds
from bench.parts.stored import fill
from bench.parts.stories import Told, tell
from bench.parts.table import middle, show

AT_LEAST = 0.90
LIVED = 40  # cases that the stored ones are copies of
PLACES = (("90010101", 130.02, 46.05), ("90010102", 130.02, 46.15), ("90010201", 130.12, 46.05),
          ("90020101", 130.22, 46.05))  # fmt: skip


@dataclass
class Side:
    """One of the two installations, and what was measured on it."""

    address: str
    cases: int
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    told: Told = field(default_factory=Told)


def main() -> None:
    """Fill both, measure both in turns, print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--each", type=int, default=12, help="lifecycles of each caller in a round")
    given = parser.parse_args()
    with installed() as address:
        homes = neighbourhoods()
        live(address, homes, LIVED // len(homes))
        sides = [Side(address, given.few), Side(copied(address), given.many)]
        for side in sides:
            took = fill(side.address, side.cases)
            print(f"{side.cases:,} stored cases made in {took:,.0f} s", flush=True)
        for number in range(-1, given.rounds):  # the first warms up
            for side in sides if number % 2 else sides[::-1]:
                measure(side, homes, given.each if number >= 0 else 2, is_counted=number >= 0)
    report(*sides)


def neighbourhoods() -> list[Neighbourhood]:
    """One for each caller, with tokens and a session of those who work there."""
    import django

    django.setup()
    from django.db import connections

    homes = [_neighbourhood(*place, number) for number, place in enumerate(PLACES)]
    connections.close_all()
    connections["default"].close_pool()  # type: ignore[attr-defined]  # of PostgreSQL only
    return homes


def _neighbourhood(code: str, lng: float, lat: float, number: int) -> Neighbourhood:
    from tests.doors.stage import client_of, token_for

    who = {"clerk": f"clerk.{code}", "dispatcher": f"dispatcher.{code[:6]}",
           "department": f"zj.{code[:4]}", "verifier": f"verifier.{code[:6]}"}  # fmt: skip
    tokens = {role: token_for(username) for role, username in who.items()}
    session = client_of(f"supervisor.{code[:4]}").cookies["sessionid"].value
    return Neighbourhood(number, lng, lat, f"ZJ-{code[:4]}", tokens, session)


def live(address: str, homes: list[Neighbourhood], each: int) -> Told:
    """Lifecycles on the installation at that address."""
    os.environ["DATABASE_URL"] = address
    with served() as port:
        stories = [lifecycle(home) for home in homes]
        return tell(port, stories, stories_each=each, leaves_none_open=True)


def copied(address: str) -> str:
    """A second installation with the same lived cases."""
    first, _, options = address.partition("?")
    folder, name = first.rsplit("/", 1)
    with psycopg.connect(f"{folder}/postgres?{options}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}_many TEMPLATE {name}".encode())
    return f"{folder}/{name}_many?{options}"


def measure(side: Side, homes: list[Neighbourhood], each: int, *, is_counted: bool) -> None:
    """One round."""
    os.environ["DATABASE_URL"] = side.address
    stories = [lifecycle(home) for home in homes]
    with served() as port:
        tell(port, stories, stories_each=2)  # definitions, boundaries, statements are read
        before = processor_milliseconds()
        told = tell(port, stories, stories_each=each)
        spent = processor_milliseconds() - before
    if not is_counted:
        return
    side.rates.append(told.ended / told.took)
    side.costs.append((spent["server"] + spent["database"]) / told.ended)
    for act, seconds in told.seconds.items():
        side.told.seconds.setdefault(act, []).extend(seconds)


def report(few: Side, many: Side) -> None:
    """Rates, their ratio, and how long each act takes."""
    show(
        [
            (f"lifecycles among {few.cases:,} stored cases", middle(few.rates), "per second"),
            (f"lifecycles among {many.cases:,} stored cases", middle(many.rates), "per second"),
            (f"ratio (at least {AT_LEAST})", middle(many.rates) / middle(few.rates), ""),
            (f"processor time of one among {few.cases:,}", middle(few.costs), "ms"),
            (f"processor time of one among {many.cases:,}", middle(many.costs), "ms"),
        ]
    )
    print(f"{'milliseconds of an act':<20}{few.cases:>18,}{many.cases:>20,}")
    print(f"{'':<20}{'p50':>9}{'p95':>9}{'p50':>11}{'p95':>9}")
    for act in few.told.seconds:
        shown = [
            _within(side.told.seconds[act], share) for side in (few, many) for share in (50, 95)
        ]
        print(f"{act:<20}{shown[0]:>9.1f}{shown[1]:>9.1f}{shown[2]:>11.1f}{shown[3]:>9.1f}")


def _within(seconds: list[float], percent: int) -> float:
    return 1000 * statistics.quantiles(seconds, n=100)[percent - 1]


if __name__ == "__main__":
    main()
