"""What was asked of bodies in a time, by whom it came: counted from the tasks that opened there.

A task of a step comes from whoever raised the matter: residents, the hotline, or the body whose
staff began it; what a body began itself is nobody's demand. Supervision orders, approvals, scores
and other tasks beside the steps are counted by what they are. A task handed on or reworked is the
same demand again and counts once for each case and body.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.workflows.queries.worked import roles_of_steps

ASKED = """
  WITH asked AS (
    SELECT body.id AS body, task.run_id, task.role = ANY(%(steps)s) AS is_step,
      CASE WHEN task.role = ANY(%(steps)s) THEN '' ELSE task.role END AS role,
      CASE
        WHEN one.channel = 'hotline' THEN 'hotline'
        WHEN one.channel = 'worker' THEN 'body'
        ELSE 'residents'
      END AS source,
      CASE WHEN one.channel = 'worker' THEN began_at.organization_id END AS asker
    FROM organizations_organization body
    JOIN posts_post post ON post.organization_id = body.id
    JOIN workflows_task task ON task.post_id = post.id
    JOIN workflows_run run ON run.id = task.run_id AND run.subject = %(subject)s
    JOIN cases_case one ON one.id = run.subject_id
    LEFT JOIN posts_appointment began ON began.id = one.taken_in_by_id
    LEFT JOIN posts_post began_at ON began_at.id = began.post_id
    WHERE body.id = ANY(%(bodies)s) AND task.opened_at >= %(start)s AND task.opened_at < %(end)s
  )
  SELECT body, source, asker, role,
    count(DISTINCT run_id)::int
  FROM asked
  WHERE NOT (is_step AND source = 'body' AND (asker IS NULL OR asker = body))
  GROUP BY 1, 2, 3, 4
"""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """So many of a body: `source` residents, hotline or body (`asker_id` says which); `role` is
    that of a task beside the steps, empty for the matters themselves."""

    body_id: int
    source: str
    asker_id: int | None
    role: str
    number: int


def asked_of(bodies: Collection[int], start: datetime, end: datetime) -> list[AskedOf]:
    """Of these bodies, in one statement."""
    values: dict[str, list[int] | list[str] | datetime | str] = {
        "bodies": list(bodies),
        "start": start,
        "end": end,
        "steps": roles_of_steps(),
        "subject": SUBJECT,
    }
    with connection.cursor() as cursor:
        cursor.execute(ASKED, values)
        return [AskedOf(*row) for row in cursor.fetchall()]
