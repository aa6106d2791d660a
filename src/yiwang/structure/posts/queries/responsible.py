"""Areas where nobody, or more than one, answers for what their level usually has somebody for."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from yiwang.foundation.configuration.kept import kept
from yiwang.structure.posts.models import PostType

USUAL = 0.5  # of the areas: a type of post that so many have is one that all should have

# Pairs of a type and an area are counted where they lie: a city has sixty-five thousand areas.
_ANSWERING = """
WITH leaf AS (
  SELECT area.id, area.code FROM territory_area area
  WHERE area.net_id = %(net)s AND area.valid_to IS NULL AND NOT EXISTS (
    SELECT FROM territory_area below WHERE below.parent_id = area.id AND below.valid_to IS NULL
  )
), here AS (
  SELECT post.id, post.type_id, post.area_id
  FROM leaf JOIN posts_post post ON post.area_id = leaf.id
  WHERE post.seats > 0
), usual AS (
  SELECT type_id FROM here GROUP BY type_id
  HAVING count(DISTINCT area_id) >= GREATEST(%(usual)s * (SELECT count(*) FROM leaf), 1)
), held AS (
  SELECT here.type_id, here.area_id, count(*) AS posts FROM here
  WHERE here.type_id IN (SELECT type_id FROM usual) AND EXISTS (
    SELECT FROM posts_appointment one WHERE one.post_id = here.id AND one.mode <> 'standby'
      AND one.starts_on <= %(on)s AND (one.ends_on IS NULL OR one.ends_on > %(on)s)
  )
  GROUP BY here.type_id, here.area_id
), found AS (
  SELECT usual.type_id, leaf.id, leaf.code, held.posts IS NULL AS is_nobody,
    row_number() OVER (PARTITION BY usual.type_id, held.posts IS NULL ORDER BY leaf.code) AS place
  FROM usual CROSS JOIN leaf
  LEFT JOIN held ON held.type_id = usual.type_id AND held.area_id = leaf.id
  WHERE held.posts IS NULL OR held.posts > 1
)
SELECT usual.type_id, found.is_nobody, count(found.id),
  array_agg(found.id ORDER BY found.code) FILTER (WHERE found.place <= %(most)s)
FROM usual LEFT JOIN found ON found.type_id = usual.type_id
GROUP BY usual.type_id, found.is_nobody
ORDER BY usual.type_id
"""


@dataclass(frozen=True, slots=True)
class Places:
    """Areas by code: the ids of the first of them, and how many there are."""

    ids: tuple[int, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One type of post: the areas where nobody holds it, and where two posts do."""

    type: PostType
    nobody: Places
    several: Places


@kept
def responsibilities_in(net_id: int, on: date, *, most: int) -> list[Responsibility]:
    """For the lowest areas of a net, each type of post that most of them have, in two statements,
    kept until anything configured changes; of the areas at most the first so many.

    A post of 0 seats takes as many as come: nobody there is no gap.
    """
    asked: dict[str, int | float | date] = {
        "net": net_id,
        "on": on,
        "usual": USUAL,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ANSWERING, asked)
        rows = cursor.fetchall()
    found: dict[int, dict[bool | None, Places]] = {}
    for type_id, is_nobody, number, ids in rows:
        found.setdefault(type_id, {})[is_nobody] = Places(tuple(ids or ()), number)
    types = PostType.objects.in_bulk(list(found))
    nowhere = Places()
    return [
        Responsibility(types[pk], places.get(True, nowhere), places.get(False, nowhere))
        for pk, places in found.items()
    ]
