"""Counts of how it was dealt with: in time, given back; what an appeal leaves out stands beside.

In time: ended, and nobody went over a limit, of their own work or of the whole. Late: somebody
did, or is over one now. A case counts in the period in which it was reported; its parts do not
count beside it.
"""

from dataclasses import dataclass

from django.db.models import Count, Q

from yiwang.work.cases.models import Case
from yiwang.work.cases.queries.counting import Cases, Period
from yiwang.work.workflows.queries import conduct


@dataclass(frozen=True, slots=True)
class Conduct:
    """The counts of one period."""

    in_time: int = 0
    timed: int = 0  # in time or late
    late: int = 0
    late_left_out: int = 0
    returned: int = 0
    dispatched: int = 0  # to departments
    returns_left_out: int = 0


def conduct_of(period: Period, cases: Cases | None = None) -> Conduct:
    """All of them in one statement."""
    chosen = (Case.objects.all() if cases is None else cases).filter(
        reported_at__gte=period.start, reported_at__lt=period.end, parent=None
    )
    counts = {name: Count("pk", filter=which) for name, which in conditions().items()}
    return Conduct(**chosen.order_by().aggregate(**counts))


def conditions() -> dict[str, Q]:
    """What each of these counts counts, by its name."""
    out = {name: Q(run__in=conduct.left_out_of(name)) for name in ("on_time", "returns")}
    is_late = Q(run__in=conduct.late())
    in_time = Q(run__in=conduct.ended()) & ~is_late & ~out["on_time"]
    late = is_late & ~out["on_time"]
    sent = Q(run__in=conduct.called_departments()) & ~out["returns"]
    return {
        "in_time": in_time,
        "late": late,
        "timed": in_time | late,
        "late_left_out": out["on_time"],
        "returned": sent & Q(run__in=conduct.given_back()),
        "dispatched": sent,
        "returns_left_out": out["returns"],
    }
