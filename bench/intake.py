"""Intake over HTTP per second, beside what the same database takes from a prepared script.

    .venv/bin/python -m bench.intake [--seconds 8] [--rounds 3] [--clients 8]

The program takes cases in over HTTP/1.1 with JSON: checked, placed in every net, numbered, contact
sealed, workflow started, recorded. The peer is `pgbench` on the same engine in the same run, with
as many clients, inserting the very rows that such a case leaves. Neither seals records into the
chain meanwhile. Both share the machine with their callers; rounds alternate, the median counts.
Processor time per case says what an intake costs even when something else keeps the machine busy.
"""

import argparse
import itertools
from collections import Counter
from collections.abc import Callable

from bench.parts.callers import per_second, request
from bench.parts.installation import installed, served
from bench.parts.processor import processor_milliseconds
from bench.parts.raw import raw_per_second
from bench.parts.table import Row, middle, show

AT_LEAST = 0.25


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    given = parser.parse_args()
    with installed() as address, served() as port:
        reporters = [reporter(number) for number in range(given.clients)]
        per_second(port, reporters, 201, 3.0)  # definitions, boundaries, statements are read
        intake, raw, costs = [], [], Counter[str]()
        for _round in range(given.rounds):
            before = processor_milliseconds()
            intake.append(per_second(port, reporters, 201, given.seconds))
            costs += processor_milliseconds() - before
            raw.append(raw_per_second(address, given.clients, given.seconds))
    cases = sum(rate * given.seconds for rate in intake)
    show(_rows(intake, raw, {name: cost / cases for name, cost in costs.items()}))


def _rows(intake: list[float], raw: list[float], costs: dict[str, float]) -> list[Row]:
    return [
        ("intake over HTTP", middle(intake), "cases/s"),
        ("peer: the same rows by pgbench, prepared inserts", middle(raw), "cases/s"),
        (f"ratio to the peer (at least {AT_LEAST})", middle(intake) / middle(raw), ""),
        *((f"processor time of an intake: {name}", cost, "ms") for name, cost in costs.items()),
    ]


def reporter(number: int) -> Callable[[], bytes]:
    """Somebody who reports again and again, each time something else somewhere else."""
    times = itertools.count()

    def report() -> bytes:
        count = next(times)
        return request(
            "POST",
            "/api/v1/cases",
            {
                "text": f"门前垃圾三天没有清运，请处理。第{number}户第{count}次。",
                "place": {"lng": 130.001 + 0.0003 * (count % 990), "lat": 46.01 + 0.02 * number},
                "type": "sanitation.litter",
                "contact": f"138{number:04}{count % 10_000:04}",
            },
        )

    return report


if __name__ == "__main__":
    main()
