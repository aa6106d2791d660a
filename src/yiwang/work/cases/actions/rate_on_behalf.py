"""Enter the rating that a reporter gives on a paper slip or by telephone, on their behalf."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.refusals import Forbidden, Invalid, Sentence
from yiwang.work.cases.actions.act_by_code import NothingToDecide
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.cases.grades import ENTERED_WAYS
from yiwang.work.cases.policies import who_takes_in
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.checks import MISSING
from yiwang.work.workflows.queries import task_of_reporter, why_had_a_part
from yiwang.work.workflows.subjects import Inputs


@dataclass(frozen=True, slots=True)
class RateOnBehalf:
    """What was said, and how: `slip` or `phone`. The code is the reporter's."""

    code: str
    grade: int | None
    reason: str
    way: str


@transaction.atomic
@steady()
def rate_on_behalf(given: RateOnBehalf, *, actor: Actor, now: datetime) -> None:
    """Needs `cases.take_in`. Refuses whoever had a part in the case, or is of an office that
    handled it; and everything that the reporter's own link would be refused."""
    if faults := dict(_missing(given)):
        raise Invalid(faults)
    clerk = who_takes_in(actor, "counter", now)
    if clerk.kind is not ActorKind.STAFF or clerk.account_id is None:
        raise Forbidden(_("Only staff enter a rating for somebody else."))
    case = case_of_reporter(given.code)
    on = timezone.localdate(now)
    if refusal := why_had_a_part(case.run_id or 0, clerk.account_id, on):
        raise refusal
    inputs = Inputs(grade=given.grade, reason=given.reason.strip()[:500], way=given.way)
    for_the_reporter = replace(clerk, kind=ActorKind.REPORTER)
    task_id = task_of_reporter(case.run_id) if case.run_id else None
    if task_id is None:
        raise NothingToDecide
    perform(task_id, "rate", inputs, actor=for_the_reporter, now=now)


def _missing(given: RateOnBehalf) -> Iterator[tuple[str, Sentence]]:
    """Everything at once, before a code is looked up."""
    if not given.code:
        yield "code", _("Please enter the code from their slip.")
    if given.way not in ENTERED_WAYS:
        yield "way", _("Please say whether it came on a slip or by telephone.")
    if given.grade is None:
        yield "grade", MISSING["grade"]
