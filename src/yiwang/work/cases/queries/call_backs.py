"""Call-backs of a month, quota by quota: how many were closed, drawn, called and reached.

Over the cases that the reader may see; the quota itself holds for the whole territory.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Forbidden
from yiwang.structure.posts.powers import VIEW_FIGURES
from yiwang.structure.posts.queries import capacity_with, has_power
from yiwang.work.cases.lots import Stratum, closed_as_solved, strata, wanted
from yiwang.work.cases.models import CallBack, CaseType, Draw
from yiwang.work.cases.models.call_back import REACHED
from yiwang.work.cases.policies import visible_cases
from yiwang.work.workflows.queries.attempts import was_tried
from yiwang.work.workflows.queries.keys import all_workflows

WAITING, CALLED_OFF = "waiting", "called_off"


@dataclass(frozen=True, slots=True)
class QuotaLine:
    """One quota of a workflow, by its name. `wanted` is none for whoever does not see the whole
    territory; `results` counts solved, unsolved, refused, missed, misdirected, waiting (of which
    some were tried already) and called_off."""

    workflow: str
    kind: CaseType | None  # none: all types without a quota of their own
    percent: int
    least: int
    closed: int
    wanted: int | None
    results: Counter[str]
    tried: int = 0

    @property
    def drawn(self) -> int:
        return self.results.total()

    @property
    def called(self) -> int:
        return self.drawn - self.results[WAITING] - self.results[CALLED_OFF]

    @property
    def reached(self) -> int:
        return sum(self.results[each] for each in (*REACHED, "refused"))


@dataclass(frozen=True, slots=True)
class MonthOfCallBacks:
    """`seed` is told once the draw is closed."""

    month: date
    lines: Sequence[QuotaLine]
    is_whole: bool
    closed_at: datetime | None
    seed: str


def call_backs_of(month: date, account_id: int, *, now: datetime) -> MonthOfCallBacks:
    """For whoever sees figures. The number of queries does not grow with cases or quotas."""
    on = timezone.localdate(now)
    if not has_power(account_id, VIEW_FIGURES, on):
        raise Forbidden(_("None of your posts gives you the figures. Ask your supervisor."))
    is_whole = capacity_with(account_id, VIEW_FIGURES, None, on) is not None
    seen = visible_cases(account_id, now).values("pk")
    rows = closed_as_solved(month).filter(pk__in=seen).exclude(call_backs__draw__month=month)
    closed = (
        rows.order_by()
        .values_list("run__version__workflow__key", "type")
        .annotate(number=Count("pk"))
    )
    calls = CallBack.objects.filter(draw__month=month, case__in=seen).order_by()
    waiting = Count("pk", filter=Q(task__ended_at=None))
    tried = Count("pk", filter=Q(was_tried(OuterRef("task")), task__ended_at=None))
    made = calls.values_list("quota", "result").annotate(
        number=Count("pk"), waiting=waiting, tried=tried
    )
    counted = _Counted(list(closed), list(made), is_whole, dict(all_workflows()))
    kinds = {kind.key: kind for kind in CaseType.objects.all()}
    draw = Draw.objects.filter(month=month).first()
    closed_at = draw.closed_at if draw else None
    return MonthOfCallBacks(
        month=month,
        lines=[counted.line(each, kinds.get(each.quota.kind)) for each in strata(now)],
        is_whole=is_whole,
        closed_at=closed_at,
        seed=draw.seed if draw and closed_at else "",
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the database counted."""

    closed: Sequence[tuple[str, int, int]]  # not drawn: workflow, type, number
    made: Sequence[tuple[str, str, int, int, int]]  # quota, result, number, still to do, tried
    is_whole: bool
    workflows: Mapping[str, str]  # key to name

    def line(self, stratum: Stratum, kind: CaseType | None) -> QuotaLine:
        closed = sum(
            number
            for workflow, type_id, number in self.closed
            if workflow == stratum.workflow and type_id in stratum.types
        )
        results: Counter[str] = Counter()
        tried = 0
        for key, result, number, waiting, in_vain in self.made:
            if key == stratum.key:
                tried += in_vain
                results[result or CALLED_OFF] += number - waiting
                results[WAITING] += waiting
        closed += results.total()  # those drawn count even if they are handled again meanwhile
        needed = wanted(stratum.quota, closed) if self.is_whole else None
        quota = stratum.quota
        name = self.workflows.get(stratum.workflow, "")
        return QuotaLine(name, kind, quota.percent, quota.least, closed, needed, results, tried)
