"""The set-based statements behind loading. Rows travel as one array a column and are joined in the
database: one statement for 50 000 posts, so that a city with eight times as many fits in memory.
Who comes first in the list comes first there: turns go by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.backends.utils import CursorWrapper

from yiwang.foundation.changes import Change
from yiwang.structure.posts.rows import AppointmentRow, PostRow

AT_ONCE = 50_000
_FEW = 10
Row = TypeVar("Row")

POSTS = """
WITH done AS (
  INSERT INTO posts_post (type_id, organization_id, area_id, seats)
  SELECT type.id, row.organization_id, row.area_id, row.seats
  FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::integer[])
    AS row (type_key, organization_id, area_id, seats)
  JOIN posts_posttype type ON type.key = row.type_key
  ON CONFLICT (type_id, COALESCE(organization_id, 0), COALESCE(area_id, 0))
  DO UPDATE SET seats = excluded.seats WHERE posts_post.seats <> excluded.seats
  RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM done
"""

NAMED_APPOINTMENTS = """
WITH named AS (
  SELECT row.*, post.id AS post_id, account.id AS account_id, mentor.id AS mentor_id
  FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::text[],
              %s::boolean[], %s::date[], %s::bigint[], %s::text[], %s::text[]) WITH ORDINALITY
    AS row (type_key, organization_id, area_id, username, starts_on, mode, is_primary, ends_on,
            home_id, mentor, employment, place)
  LEFT JOIN posts_posttype type ON type.key = row.type_key
  LEFT JOIN posts_post post ON post.type_id = type.id
    AND COALESCE(post.organization_id, 0) = COALESCE(row.organization_id, 0)
    AND COALESCE(post.area_id, 0) = COALESCE(row.area_id, 0)
  LEFT JOIN {accounts} account ON account.username = row.username
  LEFT JOIN {accounts} mentor ON mentor.username = row.mentor
)
"""

MISSING = """
SELECT
  (SELECT array_agg(username) FROM
    (SELECT username FROM named WHERE account_id IS NULL
     UNION SELECT mentor FROM named WHERE mentor IS NOT NULL AND mentor_id IS NULL
     ORDER BY 1 LIMIT 10) AS few),
  (SELECT array_agg(post) FROM
    (SELECT DISTINCT concat_ws('/', type_key, organization_id, area_id) AS post
     FROM named WHERE post_id IS NULL ORDER BY 1 LIMIT 10) AS few)
"""

APPOINTMENTS = """
INSERT INTO posts_appointment
  (post_id, account_id, starts_on, mode, is_primary, ends_on, home_id, mentor_id,
   employment)
SELECT post_id, account_id, starts_on, mode, is_primary, ends_on, home_id, mentor_id, employment
FROM named
WHERE NOT EXISTS (
  SELECT FROM posts_appointment held
  WHERE held.post_id = named.post_id AND held.account_id = named.account_id
    AND (held.starts_on = named.starts_on
      OR daterange(held.starts_on, held.ends_on) && daterange(named.starts_on, named.ends_on))
)
GROUP BY post_id, account_id, starts_on, mode, is_primary, ends_on, home_id, mentor_id, employment
ORDER BY min(place)
"""


@dataclass(frozen=True, slots=True)
class Missing:
    """The first few usernames and posts that appointments name and nobody knows."""

    usernames: tuple[str, ...]
    posts: tuple[str, ...]


def load_posts(rows: Sequence[PostRow]) -> Change:
    """Add posts and correct their seats; their types exist."""
    added = changed = 0
    with connection.cursor() as cursor:
        for some in _slices(rows):
            cursor.execute(POSTS, _columns([(*row.key, row.seats) for row in some]))
            new, different = cursor.fetchone()
            added, changed = added + new, changed + different
        _look_over(cursor, "posts_post", added)
    return Change("posts", added=added, changed=changed)


def missing_for(rows: Sequence[AppointmentRow]) -> Missing:
    """What appointments name that does not exist."""
    usernames: list[str] = []
    posts: list[str] = []
    with connection.cursor() as cursor:
        for some in _slices(rows):
            cursor.execute(_named() + MISSING, _columns([(*row.post, *row[1:]) for row in some]))
            strangers, places = cursor.fetchone()
            usernames += strangers or []
            posts += places or []
    return Missing(tuple(usernames[:_FEW]), tuple(posts[:_FEW]))


def load_appointments(rows: Sequence[AppointmentRow]) -> int:
    """Add the appointments that their person does not have; returns how many."""
    added = 0
    with connection.cursor() as cursor:
        for some in _slices(rows):
            named = _columns([(*row.post, *row[1:]) for row in some])
            cursor.execute(_named() + APPOINTMENTS, named)
            added += cursor.rowcount
        _look_over(cursor, "posts_appointment", added)
    return added


def _look_over(cursor: CursorWrapper, table: str, added: int) -> None:
    """Let the database count anew what it plans by: nobody else does before this is committed."""
    if added:
        cursor.execute(f"ANALYZE {table}")


def _slices(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _named() -> str:
    return NAMED_APPOINTMENTS.format(accounts=get_user_model()._meta.db_table)


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
