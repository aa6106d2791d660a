"""Intake over HTTP per second, beside what the same database takes from a prepared script.

    .venv/bin/python -m bench.intake [--seconds 8] [--rounds 3] [--clients 8 32]

The program takes cases in over HTTP/1.1 with JSON: checked, placed in every net, numbered, contact
sealed, workflow started, recorded. The peer is `pgbench` on the same engine in the same run, with
as many clients, inserting the very rows that such a case leaves. What comes at once is written
together, so both are measured with few and with many clients; the peer's best of them is the limit
of the machine. Neither seals records into the chain meanwhile. Both share the machine with their
callers; rounds alternate, the median counts. Processor time per case says what either costs even
when something else keeps the machine busy.
"""

import argparse
import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from bench.parts.callers import per_second, request
from bench.parts.installation import installed, served
from bench.parts.processor import processor_milliseconds
from bench.parts.raw import raw_per_second
from bench.parts.table import Row, middle, show

AT_LEAST = 0.40


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, nargs="+", default=[8, 32])
    given = parser.parse_args()
    found = []
    with installed() as address, served() as port:
        for clients in given.clients:
            ours, peer = measured(address, port, clients, given.rounds, given.seconds)
            print(f"{clients} clients")
            show(_rows(ours, peer))
            found.append((middle(ours.rates), middle(peer.rates)))
    best = max(peer for _ours, peer in found)
    shares = ", ".join(f"{ours / best:.2f}" for ours, _peer in found)
    print(f"beside the peer's best, {best:,.0f} cases/s: {shares}")


def measured(
    address: str, port: int, clients: int, rounds: int, seconds: float
) -> tuple["Taken", "Taken"]:
    """Both, round by round in turns, with as many clients."""
    reporters = [reporter(number) for number in range(clients)]
    per_second(port, reporters, 201, 3.0)  # definitions, boundaries, statements are read
    ours, peer = Taken(), Taken()
    for _round in range(rounds):
        ours.add(lambda: per_second(port, reporters, 201, seconds), seconds)
        peer.add(lambda: raw_per_second(address, clients, seconds), seconds)
    return ours, peer


@dataclass
class Taken:
    """What one of the two took in, round by round, and the processor time of all of it."""

    rates: list[float] = field(default_factory=list)
    cases: float = 0.0
    spent: Counter[str] = field(default_factory=Counter)

    def add(self, one_round: Callable[[], float], seconds: float) -> None:
        before = processor_milliseconds()
        self.rates.append(one_round())
        self.spent += processor_milliseconds() - before
        self.cases += self.rates[-1] * seconds

    @property
    def cost(self) -> dict[str, float]:
        """Milliseconds of a case, by program."""
        return {name: spent / self.cases for name, spent in self.spent.items()}


def _rows(ours: Taken, peer: Taken) -> list[Row]:
    both = (("an intake", ours), ("the peer", peer))
    return [
        ("intake over HTTP", middle(ours.rates), "cases/s"),
        ("peer: the same rows by pgbench, prepared inserts", middle(peer.rates), "cases/s"),
        (f"ratio to the peer (at least {AT_LEAST})", middle(ours.rates) / middle(peer.rates), ""),
        *(
            (f"processor time of {who}: {name}", cost, "ms")
            for who, side in both
            for name, cost in side.cost.items()
        ),
        ("ratio of processor times", sum(peer.cost.values()) / sum(ours.cost.values()), ""),
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
