"""What a member of staff may object to about a closed case: what stands against their office."""

from datetime import datetime

from django.utils import timezone

from yiwang.work.cases.models import Case, Rating
from yiwang.work.cases.outcomes import SATISFIED_FROM
from yiwang.work.workflows.appeals import Appealable, appealable


def objections_to(case: Case, account_id: int, *, now: datetime) -> list[Appealable]:
    """None while it is open, and none against a rating of satisfied."""
    if case.run is None or case.is_open:
        return []
    found = appealable(case.run, account_id, now, timezone.localdate(now))
    if any(each.about == "rating" for each in found) and not _is_low(case):
        return [each for each in found if each.about != "rating"]
    return found


def _is_low(case: Case) -> bool:
    last = Rating.objects.filter(case=case).order_by("-id").first()
    return last is not None and last.grade < SATISFIED_FROM
