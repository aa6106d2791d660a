"""Looking for surges over a made-up municipality: 65 536 grids, a year of cases.

    .venv/bin/python -m bench.warnings [--cases 1000000]

Beside it stands the plain count of the same cases by grid, type and week: the floor under every
way of finding what stands out.
"""

import argparse
import time
from collections.abc import Callable

from bench.parts.installation import installed
from bench.parts.table import Row, show
from bench.parts.tree import plant

CASES = """
  WITH grid AS (
    SELECT area.id, row_number() OVER (ORDER BY area.id) - 1 AS n FROM territory_area area
    JOIN territory_net net ON net.id = area.net_id AND net.key = 'bench' WHERE area.level = 'grid'
  ), kind AS (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS all_kinds
    FROM cases_casetype WHERE parent_id IS NOT NULL
  ), made AS (
    SELECT n, (random() * random() * 65535)::int AS grid, (random() * 1000)::int AS kind
    FROM generate_series(1, %(cases)s) AS n
  )
  INSERT INTO cases_case (number, tracking_digest, type_id, nature, text, channel, outside_number,
    place_text, given_datum, area_id, is_open, is_rehearsal, reopened_times, reported_at, closed_at)
  SELECT 'B' || made.n, 'b' || made.n, kind.id, '', 'x', 'web', '', '', '', grid.id, false, true, 0,
    moment.at, moment.at
  FROM made JOIN grid ON grid.n = made.grid
  JOIN kind ON kind.n = made.kind %% kind.all_kinds,
  LATERAL (SELECT now() - random() * interval '371 days' - made.n * interval '0 s' AS at) moment
"""
FLOOR = """
  SELECT area_id, type_id, floor(extract(epoch FROM now() - reported_at) / 604800)::int, count(*)
  FROM cases_case GROUP BY 1, 2, 3
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    given = parser.parse_args()
    with installed():
        show(_measured(given.cases))


def _measured(cases: int) -> list[Row]:
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from yiwang.insight.warnings.looking.surge import look_for_surges
    from yiwang.insight.warnings.rules import standard

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        _fill(cursor, cases)
        floor = _seconds(lambda: _all(cursor))
    found = []
    rule, now = standard()["surge"], timezone.now()
    look = _seconds(lambda: found.extend(look_for_surges(rule, now)))
    return [
        ("Cases of 53 weeks", cases, ""),
        ("Grids", 65_536, ""),
        ("Counted by grid, type and week, and read", floor, "s"),
        ("Every surge at every level", look, "s"),
        ("Times the floor", look / floor, ""),
        ("Surges told where none was planted", len(found), ""),
    ]


def _fill(cursor, cases: int) -> None:  # type: ignore[no-untyped-def]  # Django's cursor
    plant(cursor)
    cursor.execute(CASES, {"cases": cases})
    cursor.execute("ANALYZE")


def _all(cursor) -> None:  # type: ignore[no-untyped-def]  # Django's cursor
    cursor.execute(FLOOR)
    cursor.fetchall()


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
