"""Rate, reopen or accept, by the reporter's own code: their one door into the workflow."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.refusals import Refusal
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.queries import task_of_reporter
from yiwang.work.workflows.subjects import Inputs


class NothingToDecide(Refusal):
    """The case does not wait for its reporter."""

    code = "nothing_to_decide"

    def __init__(self) -> None:
        super().__init__(
            _("There is nothing for you to decide at the moment. See how the case stands below.")
        )


@transaction.atomic
@steady()
def act_by_code(
    code: str, action_key: str, inputs: Inputs, *, actor: Actor = REPORTER, now: datetime
) -> None:
    """Do what the step offers the reporter. Refuses followers, and when nothing is open."""
    case = case_of_reporter(code)
    task_id = task_of_reporter(case.run_id) if case.run_id else None
    if task_id is None:
        raise NothingToDecide
    perform(task_id, action_key, inputs, actor=actor, now=now)
