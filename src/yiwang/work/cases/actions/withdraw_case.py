"""Withdraw what one has reported, by the reporter's own code; the contact goes with it."""

from datetime import datetime

from django.db import transaction

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.cases.contact_keeping import destroy_key
from yiwang.work.cases.models import Case
from yiwang.work.workflows.actions.cancel_run import CancelRun, cancel_run


@transaction.atomic
def withdraw_case(code: str, *, actor: Actor = REPORTER, now: datetime) -> None:
    """End the case, and the parts it was split into, without an outcome.

    Refuses followers, and a case that is over.
    """
    case = case_of_reporter(code)
    cancel_run(
        CancelRun(SUBJECT, case.pk),
        actor=actor,
        now=now,
        record_name="cases.case.withdrawn",
    )
    for part in Case.objects.filter(parent=case, is_open=True).order_by("id"):
        ended = CancelRun(SUBJECT, part.pk, data={"parent": case.pk})
        cancel_run(ended, actor=actor, now=now, record_name="cases.case.withdrawn")
    destroy_key(case.pk, now)
