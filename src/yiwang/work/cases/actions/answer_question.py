"""The reporter answers a question of the office: by their code, or by the link of that question."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.refusals import Refusal
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.cases.queries.questions import question_in_use
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.queries.questions import open_question
from yiwang.work.workflows.subjects import Inputs

ACTION = "answer_question"


class NothingAsked(Refusal):
    """No question waits for the reporter, or not any more."""

    code = "nothing_asked"

    def __init__(self) -> None:
        super().__init__(_("There is no question for you any more. See how it stands below."))


@transaction.atomic
def answer_by_code(code: str, text: str, *, actor: Actor = REPORTER, now: datetime) -> None:
    """Answer what is asked just now. Refuses followers; NothingAsked."""
    case = case_of_reporter(code)
    asked = open_question(case.run_id, now) if case.run_id else None
    if asked is None:
        raise NothingAsked
    perform(asked.task_id, ACTION, Inputs(text=text), actor=actor, now=now)


@transaction.atomic
def answer_by_link(task_id: int, text: str, *, actor: Actor = REPORTER, now: datetime) -> None:
    """Answer the one question that a signed link opens. Refuses one that is over (LinkOver)."""
    asked = question_in_use(task_id, now)
    perform(asked.task_id, ACTION, Inputs(text=text), actor=actor, now=now)
