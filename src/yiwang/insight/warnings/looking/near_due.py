"""About to be late in bulk: more falls due at a body than it finishes in that time."""

from datetime import datetime, timedelta

from django.utils import timezone

from yiwang.insight.warnings.found import Found
from yiwang.insight.warnings.rules import Rule
from yiwang.insight.warnings.working_days import after_working_days, working_days
from yiwang.structure.organizations.queries import areas_of
from yiwang.work.workflows.queries.due_soon import due_soon


def look_for_near_due(rule: Rule, now: datetime) -> list[Found]:
    """By the end of the working days ahead. A body that finished nothing yet can finish nothing."""
    ahead, today = int(rule["ahead_days"]), timezone.localdate(now)
    until = after_working_days(now, ahead)
    first = today - timedelta(days=rule["past_days"])
    days = max(1, working_days(first, today - timedelta(days=1)))
    bodies = due_soon(now, until, now - timedelta(days=rule["past_days"]), int(rule["least"]))
    found = []
    areas = areas_of([each.organization_id for each in bodies])
    for each in bodies:
        a_day = each.finished / days
        able = a_day * (ahead + 1)  # today is a day too
        if each.near > rule["times"] * able:
            numbers = {
                "near": each.near,
                "late": each.late,
                "finished": each.finished,
                "days": days,
                "a_day": round(a_day, 1),
                "able": round(able, 1),
                "until": until.isoformat(),
            }
            key = f"near_due:{each.organization_id}"
            area = areas.get(each.organization_id)
            body = each.organization_id
            found.append(Found("near_due", key, each.near, numbers, area, body))
    return found
