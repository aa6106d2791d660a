"""Nudge those at work on a case: who answers for its area or stands above, or its reporter."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.cases.policies import case_to_nudge
from yiwang.work.workflows.actions.nudge_run import NudgeRun, nudge_run


@transaction.atomic
def nudge_case(case_id: int, words: str = "", *, actor: Actor, now: datetime) -> list[int]:
    """Nudge every post at work on it; their ids.

    Refuses whoever may not know of the case (NotFound), has no view over its area (Forbidden), or
    nudged them within four working hours.
    """
    granted = case_to_nudge(case_id, actor, now)
    wanted = NudgeRun(SUBJECT, case_id, words, granted.post_id)
    return nudge_run(wanted, actor=granted.actor, now=now)


@transaction.atomic
def nudge_by_code(code: str, *, actor: Actor = REPORTER, now: datetime) -> list[int]:
    """The same by the reporter's own code, once it is late, once a day. Refuses followers."""
    case = case_of_reporter(code)
    return nudge_run(NudgeRun(SUBJECT, case.pk), actor=actor, now=now)
