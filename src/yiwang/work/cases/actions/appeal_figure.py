"""An office objects to how a closed case counts: an overdue, a return, or a low rating."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import NotFound
from yiwang.work.cases.policies import NO_SUCH_CASE, case_to_view
from yiwang.work.cases.queries.objections import objections_to
from yiwang.work.workflows.actions.appeal import Appeal, NothingToAppeal, appeal


@transaction.atomic
def appeal_figure(
    case_id: int, about: str, reason_code: str, reason: str, *, actor: Actor, now: datetime
) -> None:
    """Somebody of another body decides; until then it counts. Refuses everybody against whom it is
    not counted (NothingToAppeal)."""
    if actor.account_id is None:
        raise NotFound(NO_SUCH_CASE)
    case = case_to_view(case_id, actor.account_id, now)
    open_ones = objections_to(case, actor.account_id, now=now)
    if case.run_id is None or about not in {each.about for each in open_ones}:
        raise NothingToAppeal
    appeal(Appeal(case.run_id, about, reason_code, reason), actor=actor, now=now)
