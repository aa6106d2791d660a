"""The reporter says, some time after it was closed, why it is not solved all the same."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.refusals import Invalid
from yiwang.foundation.writing import insert, reserve
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.cases.models import ReopenRequest
from yiwang.work.workflows.actions.reopen_run import ClosedForGood, ReopenRun, reopen_run

REOPEN_CLOSED = "reopen_closed"
LONGEST_REASON = 500


@transaction.atomic
def reopen_closed(code: str, reason: str, *, actor: Actor = REPORTER, now: datetime) -> None:
    """A request with its own clock, decided by somebody who had no part in it. Refuses followers,
    no reason, and once the time that the workflow gives is over."""
    case = case_of_reporter(code)
    if case.run_id is None or case.is_open:
        raise ClosedForGood
    if not reason.strip():
        raise Invalid({"reason": _("Please give the reason.")})
    if len(reason.strip()) > LONGEST_REASON:
        sentence = _("Please use at most %(most)d characters.")
        raise Invalid({"reason": sentence % {"most": LONGEST_REASON}})
    [request_id] = reserve(ReopenRequest)
    reopen = ReopenRun(case.run_id, {"request": request_id})
    reopen_run(reopen, actor=actor, now=now)
    insert([ReopenRequest(id=request_id, case_id=case.pk, reason=reason.strip(), at=now)])
