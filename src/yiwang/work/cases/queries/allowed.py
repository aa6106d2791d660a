"""What a member of staff may do about a case beside its tasks, so that a page offers just that."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from yiwang.foundation.records.actor import staff
from yiwang.foundation.refusals import Refusal
from yiwang.structure.posts.powers import SUPERVISE
from yiwang.structure.posts.queries import capacity_with
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import (
    case_to_merge,
    case_to_move,
    case_to_nudge,
    case_to_reveal,
)


@dataclass(frozen=True, slots=True)
class Allowed:
    """Each is asked of the same policy as the action itself."""

    reveal: bool
    move: bool
    supervise: bool
    nudge: bool
    merge: bool


def allowed(case: Case, account_id: int, *, now: datetime) -> Allowed:
    """For a case that is over, nothing is offered any more but a look at the contact."""
    actor = staff(account_id)
    held = capacity_with(account_id, SUPERVISE, case.area_id, timezone.localdate(now))
    return Allowed(
        reveal=_passes(lambda: case_to_reveal(case.pk, actor, now)),
        move=case.is_open and _passes(lambda: case_to_move(case.pk, actor, now)),
        supervise=case.is_open and held is not None,
        nudge=case.is_open and _passes(lambda: case_to_nudge(case.pk, actor, now)),
        merge=_passes(lambda: case_to_merge(case.pk, actor, now)),
    )


def _passes(gate: Callable[[], object]) -> bool:
    try:
        gate()
    except Refusal:
        return False
    return True
