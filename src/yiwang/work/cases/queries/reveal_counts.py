"""How often contacts were seen from each post, window by window: counted from the record, for who
watches over it. Never by person, and never with whose contact it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from yiwang.foundation.records.queries import records_named
from yiwang.structure.posts.queries.held import appointments_to
from yiwang.work.cases.case_types import SUBJECT

NAME = "cases.contact.revealed"
COUNTED = """
  WITH counted AS (
    SELECT post.id AS post, post.type_id AS type,
      COALESCE(post.area_id, body.area_id) AS area,
      floor(extract(epoch FROM %(end)s::timestamptz - record.at) / %(seconds)s)::int AS number,
      count(*)::int AS seen, count(DISTINCT record.subject_id)::int AS cases
    FROM records_record record
    JOIN posts_appointment held ON held.id = record.capacity_id
    JOIN posts_post post ON post.id = held.post_id
    LEFT JOIN organizations_organization body ON body.id = post.organization_id
    WHERE record.name = %(name)s AND record.at >= %(start)s AND record.at < %(end)s
    GROUP BY 1, 2, 3, 4
  )
  SELECT post, type, area, array_agg(number), array_agg(seen),
    COALESCE(sum(cases) FILTER (WHERE number = 0), 0)::int
  FROM counted GROUP BY 1, 2, 3 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class RevealCount:
    """Of one post: number of the window -> contacts seen; 0 ends last. `cases` of the last one."""

    post_id: int
    type_id: int
    area_id: int | None
    by_window: Mapping[int, int]
    cases: int

    @property
    def now(self) -> int:
        return self.by_window.get(0, 0)


@dataclass(frozen=True, slots=True)
class Seen:
    """One contact that was seen: when, and the reason given, which its reporter reads too."""

    at: datetime
    reason: str


def reveal_counts(end: datetime, days: int, windows: int) -> list[RevealCount]:
    """Of every post from which any contact was seen; one statement."""
    values: dict[str, str | datetime | int] = {
        "name": NAME,
        "end": end,
        "start": end - timedelta(days=days * (windows + 1)),
        "seconds": days * 86_400,
    }
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, values)
        return [
            RevealCount(post, kind, area, dict(zip(numbers, seen, strict=True)), cases)
            for post, kind, area, numbers, seen, cases in cursor.fetchall()
        ]


def first_reveal() -> datetime | None:
    """When the first contact was seen here."""
    found = records_named(NAME, SUBJECT).order_by("at")
    return found.values_list("at", flat=True).first()


def seen_from(post_id: int, start: datetime, end: datetime) -> list[Seen]:
    """From one post, the latest first, without who and whose."""
    found = (
        records_named(NAME, SUBJECT)
        .filter(capacity_id__in=appointments_to(post_id), at__gte=start, at__lt=end)
        .order_by("-at")
    )
    return [Seen(at, data.get("reason", "")) for at, data in found.values_list("at", "data")]
