"""The reporter is asked something: meanwhile the time of who asks stands still. What happens when
no answer comes is defined, and said to both sides."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid, Refusal
from yiwang.work.workflows.asking import is_left_at_that
from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, is_open, note_opened
from yiwang.work.workflows.models import Pause
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.pausing import pauses_of_run
from yiwang.work.workflows.reckoning import ledger_of
from yiwang.work.workflows.shifting import board_of, shift
from yiwang.work.workflows.timing import terms

LONGEST_QUESTION = 500


class AskedAlready(Refusal):
    """One question at a time."""

    code = "asked_already"


class LeftUnanswered(Refusal):
    """An earlier question was not answered, and the rules leave it at that."""

    code = "left_unanswered"


def ask_reporter(deed: Deed) -> dict[str, Any]:
    """Open a task for the reporter, and stop the clocks of who asks. Refuses a second question at a
    time, and any after one that went unanswered where the rules leave it at that."""
    if is_left_at_that(deed.setting.definition, deed.tasks):
        raise LeftUnanswered(
            _("The reporter did not answer a question in time. Answer with what is known.")
        )
    if any(task.role == "asked" and is_open(task) for task in deed.tasks):
        raise AskedAlready(_("The reporter has a question to answer already. Wait for the answer."))
    if len(deed.inputs.text) > LONGEST_QUESTION:
        sentence = _("Please use at most %(most)d characters.") % {"most": LONGEST_QUESTION}
        raise Invalid({"text": sentence})
    wanted = deed.setting.definition.ask_reporter
    assert wanted  # the act is offered only then
    draft = Draft(
        role="asked",
        demand=deed.inputs.text.strip(),
        follows=deed.task,
        terms=(terms("resolve", wanted.limit, deed.setting.situation),),
        is_told=False,
    )
    note_opened(deed, open_tasks(deed.setting, [draft]))
    entry = Pause(run=deed.run, task=deed.task, kind="reporter", began_at=deed.now)
    deed.pending.add(entry)
    shift(board_of(deed), ledger_of(deed.run.pk, [*pauses_of_run(deed.run.pk), entry]))
    return {}


def hear(deed: Deed) -> dict[str, Any]:
    """The answer, or its time is up: the clocks of who asked run on (pausing.py)."""
    end_task(deed)
    wanted = deed.setting.definition.ask_reporter
    return {"outcome": wanted.if_unanswered} if wanted and deed.act.by_system else {}
