"""Cases that a test made without acts, as the record would tell of them."""

from datetime import datetime

from yiwang.insight.measures.keeping import refresh
from yiwang.work.cases.models import Case, Placement


def take_in_all_cases(now: datetime) -> None:
    """Place every case in the net of its area, and make the facts of all."""
    placed = Case.objects.exclude(area=None).select_related("area")
    Placement.objects.bulk_create(
        [
            Placement(case=case, net_id=case.area.net_id, area=case.area, method="chosen")
            for case in placed
        ],
        ignore_conflicts=True,
    )
    refresh(Case.objects.values_list("pk", flat=True), now)
