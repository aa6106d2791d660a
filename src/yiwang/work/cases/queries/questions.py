"""Questions for reporters: what a link opens, and what was asked and answered on a case."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import NotFound
from yiwang.work.cases.models import QuestionAnswer
from yiwang.work.cases.queries.links import LinkOver
from yiwang.work.workflows.queries.questions import QuestionLine, question


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question that was answered."""

    question: str
    text: str
    at: datetime


def question_in_use(task_id: int, now: datetime) -> QuestionLine:
    """The question behind a link that can still be answered."""
    asked = question(task_id)
    if asked is None:
        raise NotFound(_("There is no such link. Ask who gave it to you."))
    if asked.outcome == "answer_question":
        raise LinkOver(_("You have answered this question. Thank you."))
    if not asked.is_open or now >= asked.until:
        raise LinkOver(_("The time for this question is over; the office goes on without it."))
    return asked


def answers_of(case_id: int) -> list[AnswerLine]:
    """What the reporter answered, oldest first. One query."""
    rows = QuestionAnswer.objects.filter(case=case_id).select_related("task").order_by("id")
    return [AnswerLine(row.task.demand, row.text, row.at) for row in rows]
