"""Facts of as many cases as one likes, made in the database by chance: for measuring alone.

Three years to the end of 2025, spread over the lowest areas of the primary net, 24 types under
made-up ids. Each is what the reader of the record would have written of a case that ended in hours
drawn from an exponential distribution; nine in ten are in time. Nobody reported any of them. The
cells are added up from them by the statements of the reader itself.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from bench.parts.municipality import centres

FIRST, LAST = datetime(2023, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
TYPES = 24
SOME_TYPES = tuple(
    range(1, 7)
)  # that a board looks at alone; so does another at the two after these
AT_ONCE = 100_000
HANDS = 2  # each over its own half of the three years
FACTS = """
INSERT INTO measures_casefact (case_id, type_id, area_id, lng, lat, spot, nature, channel, reach_m,
    is_confidential, reported_at, reported_on, fate, ended_on, ending_seconds, replied_at,
    reply_seconds, due_on, late_since, is_late, late_on, late_cleared_on, grade, is_urgent,
    was_dispatched, was_given_back, is_verified, reworks, reopenings, is_duplicate, is_repeat,
    is_rating_left_out, is_lateness_left_out, is_return_left_out, is_dispute,
    was_extended, was_paused)
SELECT g, 1 + (r1 * {types})::int %% {types}, places.id, places.lng, places.lat, places.spot,
    'usual', 'web', 0, false, at, at::date, fate, ended::date, extract(epoch FROM ended - at),
    at + 0.3 * took, extract(epoch FROM 0.3 * took), due::date,
    CASE WHEN is_late THEN due END, is_late, CASE WHEN is_late THEN due::date END,
    CASE WHEN is_late AND ended IS NOT NULL THEN ended::date END,
    CASE WHEN ended IS NOT NULL AND r5 < 0.6 THEN 1 + (r5 * 7.99)::int END,
    r6 < 0.03, r6 < 0.8, r6 < 0.06, r4 < 0.9, (r4 < 0.04)::int, (r4 < 0.02)::int, r4 > 0.97,
    r7 < 0.1, false, false, false, false, r7 > 0.95, r7 < 0.02
FROM (
    SELECT *, at + interval '120 hours' AS due,
        CASE WHEN at + took < %(last)s AND r3 < 0.97 THEN at + took END AS ended,
        took > interval '120 hours' AND at + interval '120 hours' < %(last)s AS is_late,
        CASE WHEN r3 >= 0.97 OR at + took >= %(last)s THEN 'open'
            WHEN r3 < 0.02 THEN 'withdrawn' WHEN r3 < 0.04 THEN 'dissatisfied'
            ELSE 'solved' END AS fate
    FROM (
        SELECT g, %(first)s + (%(last)s - %(first)s) * (g::float8 / %(cases)s) AS at,
            interval '52 hours' * -ln(1 - random()) AS took, random() AS r1, random() AS r2,
            random() AS r3, random() AS r4, random() AS r5, random() AS r6, random() AS r7
        FROM generate_series(%(begin)s::bigint, %(end)s::bigint) g
    ) drawn
) drawn JOIN bench_places places ON places.n = floor(r2 * %(places)s)::int
"""
SETTINGS = """
SET statement_timeout = 0; SET lock_timeout = 0;
SET work_mem = '256MB'; SET synchronous_commit = off
"""
PLACES_DRAWN = """
CREATE TABLE IF NOT EXISTS bench_places AS
SELECT area.id, row_number() OVER (ORDER BY area.id)::int - 1 AS n, drawn.lng, drawn.lat, drawn.spot
FROM unnest(%s::text[], %s::float8[], %s::float8[], %s::bigint[]) AS drawn (code, lng, lat, spot)
JOIN territory_area area ON area.code = drawn.code AND area.level = 'grid'
"""
PLACES = """
INSERT INTO measures_factarea (area_id, month, case_id)
SELECT DISTINCT area_id, date_trunc('month', day)::date, case_id FROM measures_casefact
CROSS JOIN LATERAL (VALUES (reported_on), (ended_on), (due_on), (late_on), (late_cleared_on))
    AS counts (day)
WHERE case_id BETWEEN %(begin)s AND %(end)s AND day IS NOT NULL ORDER BY 1, 2, 3
"""


def make(cases: int) -> None:
    """Forget the facts there are, and make so many; adds up their cells as the reader would."""
    from yiwang.insight.measures.keeping import TABLES
    from yiwang.insight.measures.models import CaseFact
    from yiwang.insight.measures.standing import take_over_the_tree
    from yiwang.insight.measures.type_sets import follow_the_sets

    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        cursor.execute(f"TRUNCATE {', '.join(each._meta.db_table for each in TABLES)}")
        take_over_the_tree()
        follow_the_sets()
        cursor.execute(PLACES_DRAWN, _places())
        with connection.schema_editor() as schema:
            for index in CaseFact._meta.indexes:
                schema.remove_index(CaseFact, index)
        told = Told(cases)
        with ThreadPoolExecutor(HANDS) as hands:
            halves = [(1 + n * cases // HANDS, (n + 1) * cases // HANDS) for n in range(HANDS)]
            list(hands.map(lambda half: _half(half[0], half[1], cases, told), halves))
        with connection.schema_editor() as schema:
            for index in CaseFact._meta.indexes:
                schema.add_index(CaseFact, index)
        for table in TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table._meta.db_table}")


def look_at_some_types() -> None:
    """Two boards, as it were, that do not look at every type."""
    from yiwang.insight.measures.type_sets import register

    register("bench", lambda: [SOME_TYPES, (7, 8)])


def _places() -> list[list[Any]]:
    """Codes, longitudes, latitudes and hexagons of all grids."""
    from yiwang.insight.measures.spots import spot_of

    rows = [(code, lng, lat, spot_of(lat, lng)) for code, (lng, lat) in centres().items()]
    return [list(each) for each in zip(*rows, strict=True)]


class Told:
    """How far it is, for whoever waits."""

    def __init__(self, cases: int) -> None:
        self._cases, self._made, self._began = cases, 0, time.monotonic()

    def __call__(self, more: int) -> None:
        self._made += more
        pace = self._made / (time.monotonic() - self._began)
        print(f"  {self._made:,} of {self._cases:,} facts, {pace:,.0f} a second", flush=True)


def _half(begin: int, end: int, cases: int, told: Any) -> None:
    from yiwang.insight.measures.summing import Moved

    with connection.cursor() as cursor:
        cursor.execute(f"{SETTINGS}; SELECT setseed({begin / cases})")
        cursor.execute("SELECT count(*) FROM bench_places")
        [places] = cursor.fetchone()
        for first in range(begin, end + 1, AT_ONCE):
            span = range(first, min(first + AT_ONCE, end + 1))
            given = {"begin": span[0], "end": span[-1], "cases": cases, "places": places}
            with transaction.atomic():
                cursor.execute(FACTS.format(types=TYPES), given | {"first": FIRST, "last": LAST})
                cursor.execute(PLACES, given)
                moved = Moved()
                moved.add(span)
                moved.write()
            told(len(span))
    connection.close()
