"""How long people stay, who left and who rose, by type of post; and who sits in a body beside the
post that is theirs. Counts only: a type with fewer than ten people tells of persons, so it is left
out of the first."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from yiwang.structure.posts.queries.terms import years_after

LEAST = 10  # people of a type, below which nothing is said of how long they stay
DAYS_A_YEAR = 365.25

# `before` is a year ago. Who left a type and holds another post of it has not left.
STAYING = """
WITH here AS (
  SELECT post.id, post.type_id FROM territory_areaancestor inside
  JOIN posts_post post ON post.area_id = inside.area_id
  WHERE inside.ancestor_id = ANY(%(within)s)
), held AS (
  SELECT one.id, here.type_id, one.account_id, one.starts_on,
    one.starts_on <= %(on)s AND (one.ends_on IS NULL OR one.ends_on > %(on)s) AS is_now,
    one.starts_on <= %(before)s AND (one.ends_on IS NULL OR one.ends_on > %(before)s) AS was_then
  FROM here JOIN posts_appointment one ON one.post_id = here.id
  WHERE one.mode NOT IN ('standby', 'called_out')
), people AS (
  SELECT type_id, account_id, bool_or(is_now) AS is_now, bool_or(was_then) AS was_then,
    max(%(on)s - starts_on) FILTER (WHERE is_now) AS days
  FROM held GROUP BY type_id, account_id
), risen AS (
  SELECT held.type_id, count(DISTINCT held.account_id) AS number FROM held
  JOIN posts_grade grade ON grade.appointment_id = held.id
  WHERE held.is_now AND grade.since > %(before)s AND grade.since <= %(on)s
    AND EXISTS (SELECT FROM posts_grade earlier
      WHERE earlier.appointment_id = held.id AND earlier.since < grade.since)
  GROUP BY held.type_id
)
SELECT people.type_id, count(*) FILTER (WHERE is_now), avg(days) FILTER (WHERE is_now),
  count(*) FILTER (WHERE was_then), count(*) FILTER (WHERE was_then AND NOT is_now),
  count(*) FILTER (WHERE is_now AND NOT was_then), COALESCE(max(risen.number), 0)
FROM people LEFT JOIN risen ON risen.type_id = people.type_id
GROUP BY people.type_id
HAVING count(*) FILTER (WHERE is_now) >= %(least)s
ORDER BY 2 DESC, 1
"""

BESIDE = """
WITH beside AS (
  SELECT DISTINCT one.account_id, post.type_id FROM posts_appointment one
  JOIN posts_post post ON post.id = one.post_id
  JOIN territory_areaancestor inside ON inside.area_id = post.area_id
  WHERE inside.ancestor_id = ANY(%(within)s) AND one.mode = 'concurrent'
    AND post.organization_id IS NOT NULL
    AND one.starts_on <= %(on)s AND (one.ends_on IS NULL OR one.ends_on > %(on)s)
)
SELECT beside.type_id, post.type_id, count(DISTINCT beside.account_id) FROM beside
JOIN posts_appointment own ON own.account_id = beside.account_id AND own.mode <> 'concurrent'
JOIN posts_post post ON post.id = own.post_id
WHERE own.starts_on <= %(on)s AND (own.ends_on IS NULL OR own.ends_on > %(on)s)
GROUP BY 1, 2
ORDER BY 1, 3 DESC, 2
"""


@dataclass(frozen=True, slots=True)
class Staying:
    """One type of post over the last twelve months. `years`: how long those now there have held
    it, on average; `left` of the `before` who were there a year ago; `risen`: to another grade."""

    type_id: int
    people: int
    years: float
    before: int
    left: int
    joined: int
    risen: int

    @property
    def percent_left(self) -> int:
        return round(100 * self.left / self.before) if self.before else 0


@dataclass(frozen=True, slots=True)
class Beside:
    """So many people hold posts of a type in a body beside their own post, of the other type."""

    type_id: int
    own_type_id: int
    people: int


def staying_of(within: list[int], on: date) -> list[Staying]:
    """Every type of post with at least ten people in these areas and below, in one statement."""
    words: dict[str, list[int] | date | int] = {
        "within": within,
        "on": on,
        "before": years_after(on, -1),
        "least": LEAST,
    }
    with connection.cursor() as cursor:
        cursor.execute(STAYING, words)
        return [
            Staying(type_id, people, float(days) / DAYS_A_YEAR, *numbers)
            for type_id, people, days, *numbers in cursor.fetchall()
        ]


def beside_of(within: list[int], on: date) -> list[Beside]:
    """Who sits in bodies of these areas and below beside a post of their own, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(BESIDE, {"within": within, "on": on})
        return [Beside(*row) for row in cursor.fetchall()]
