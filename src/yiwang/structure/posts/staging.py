"""The set-based statements behind loading. Rows travel as one array a column and are joined in the
database, so that 55 000 posts are one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from yiwang.foundation.changes import Change
from yiwang.structure.posts.rows import AppointmentRow, PostRow

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
  SELECT row.*, post.id AS post_id, account.id AS account_id
  FROM unnest(%s::text[], %s::bigint[], %s::bigint[], %s::text[], %s::date[], %s::text[],
              %s::boolean[], %s::date[])
    AS row (type_key, organization_id, area_id, username, starts_on, mode, is_primary, ends_on)
  LEFT JOIN posts_posttype type ON type.key = row.type_key
  LEFT JOIN posts_post post ON post.type_id = type.id
    AND COALESCE(post.organization_id, 0) = COALESCE(row.organization_id, 0)
    AND COALESCE(post.area_id, 0) = COALESCE(row.area_id, 0)
  LEFT JOIN {accounts} account ON account.username = row.username
)
"""

MISSING = """
SELECT
  (SELECT array_agg(username) FROM
    (SELECT DISTINCT username FROM named WHERE account_id IS NULL ORDER BY 1 LIMIT 10) AS few),
  (SELECT array_agg(post) FROM
    (SELECT DISTINCT concat_ws('/', type_key, organization_id, area_id) AS post
     FROM named WHERE post_id IS NULL ORDER BY 1 LIMIT 10) AS few)
"""

APPOINTMENTS = """
INSERT INTO posts_appointment (post_id, account_id, starts_on, mode, is_primary, ends_on)
SELECT DISTINCT post_id, account_id, starts_on, mode, is_primary, ends_on
FROM named
WHERE NOT EXISTS (
  SELECT FROM posts_appointment held
  WHERE held.post_id = named.post_id AND held.account_id = named.account_id
    AND (held.starts_on = named.starts_on
      OR daterange(held.starts_on, held.ends_on) && daterange(named.starts_on, named.ends_on))
)
"""


@dataclass(frozen=True, slots=True)
class Missing:
    """The first few usernames and posts that appointments name and nobody knows."""

    usernames: tuple[str, ...]
    posts: tuple[str, ...]


def load_posts(rows: Sequence[PostRow]) -> Change:
    """Add posts and correct their seats; their types exist."""
    if not rows:
        return Change("posts")
    with connection.cursor() as cursor:
        cursor.execute(POSTS, _columns([(*row.key, row.seats) for row in rows]))
        added, changed = cursor.fetchone()
    return Change("posts", added=added, changed=changed)


def missing_for(rows: Sequence[AppointmentRow]) -> Missing:
    """What appointments name that does not exist."""
    if not rows:
        return Missing((), ())
    with connection.cursor() as cursor:
        cursor.execute(_named() + MISSING, _columns([(*row.post, *row[1:]) for row in rows]))
        usernames, posts = cursor.fetchone()
    return Missing(tuple(usernames or ()), tuple(posts or ()))


def load_appointments(rows: Sequence[AppointmentRow]) -> int:
    """Add the appointments that their person does not have; returns how many."""
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_named() + APPOINTMENTS, _columns([(*row.post, *row[1:]) for row in rows]))
        return int(cursor.rowcount)


def _named() -> str:
    return NAMED_APPOINTMENTS.format(accounts=get_user_model()._meta.db_table)


def _columns(rows: list[tuple[Any, ...]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]
