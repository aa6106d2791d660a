"""A run that stands still while another one is worked on in its place, and goes on where it stood.

Its open tasks are held: in no inbox, to be acted on by nobody, their clocks paused by an entry of
the ledger. Meanwhile its reporter may be asked, as at any end of the work. Called inside an act of
the subject's app, which has checked who acts and writes the record.
"""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from yiwang.foundation.writing import Pending
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.closing import cancel_call_backs, cancel_tasks
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Pause, Run, Task
from yiwang.work.workflows.models.run import HELD, OPEN_TASK_STATES
from yiwang.work.workflows.opening import enter
from yiwang.work.workflows.reckoning import ledger_of
from yiwang.work.workflows.run_rows import clocks_of_run, tasks_of_run
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.shifting import Board, shift
from yiwang.work.workflows.subjects import subject_of

MERGE = "merge"
GONE = ("withdrawn", "void")  # ends after which there is nothing to go back to


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a run stood when it was held."""

    step: str
    stage: str

    @property
    def told(self) -> dict[str, Any]:
        """As a record says where the run is again."""
        return {"to": self.step, "stage": self.stage}

    @property
    def kept(self) -> dict[str, str]:
        return asdict(self)


def run_to_hold(run_id: int) -> Run:
    """The run, locked for what follows."""
    return Run.objects.select_for_update().get(pk=run_id)


def waits_for_reporter(run: Run) -> bool:
    """Whether its work is done and its reporter has the word."""
    return definition_of_version(run.version_id).steps[run.step].kind == "reporter"


def hold(run: Run, now: datetime) -> Stood:
    """Let everything of the run stand still."""
    tasks = run.tasks.filter(state__in=OPEN_TASK_STATES)
    tasks.update(state=HELD)
    Clock.objects.filter(run=run, state="running").update(state="paused", next_action_at=None)
    Pause.objects.create(run=run, kind=MERGE, began_at=now)
    return Stood(run.step, run.stage)


def ask_reporter(run: Run, now: datetime) -> dict[str, Any]:
    """Its reporter has been answered: they have the word, as the run's own version says. What the
    record should hold."""
    definition = definition_of_version(run.version_id)
    situation = subject_of(run.subject).situation(run.subject_id)
    setting = Setting(run, definition, situation, now)
    opened = enter(setting, _step_after_answer(definition))
    setting.pending.write()
    run.save(update_fields=["step", "stage", "area"])
    return {"to": run.step, "stage": run.stage, "opened": [task.pk for task in opened]}


def go_on(run: Run, stood: Stood, now: datetime) -> None:
    """Go on where it stood, as if it had not been held: the time in between does not count.

    What was asked of its reporter meanwhile needs no answer any more; an ended run is open again.
    """
    tasks = list(run.tasks.all())
    cancel_tasks(tasks, now, "unmerged")
    cancel_call_backs(tasks, now)
    for task in run.tasks.filter(state=HELD):
        task.state = "acknowledged" if task.acknowledged_at else "open"
        task.save(update_fields=["state"])
    Pause.objects.filter(run=run, kind=MERGE, ended_at=None).update(ended_at=now)
    _start_clocks(run, now)
    run.step, run.stage, run.is_open, run.ended_at, run.outcome = (
        stood.step,
        stood.stage,
        True,
        None,
        "",
    )
    run.save(update_fields=["step", "stage", "is_open", "ended_at", "outcome"])


def let_go(run_id: int, now: datetime) -> None:
    """What was held is not done any more: the run goes another way."""
    held = Task.objects.filter(run=run_id, state=HELD)
    ids = list(held.values_list("id", flat=True))
    held.update(state="cancelled", ended_at=now, outcome="unmerged")
    Clock.objects.filter(task__in=ids, state="paused").update(
        state="stopped", ended_at=now, next_action="", next_action_at=None
    )
    Pause.objects.filter(run=run_id, kind=MERGE, ended_at=None).update(ended_at=now)


def _step_after_answer(definition: Definition) -> str:
    """Where its answer leads."""
    targets = (
        action.to
        for step in definition.steps.values()
        for action in step.actions
        if ACTS[action.act].key == "answer" and action.to
    )
    return next(targets)


def _start_clocks(run: Run, now: datetime) -> None:
    """Those that nothing else pauses run again, reckoned anew."""
    board = Board(run, tasks_of_run(run.pk), clocks_of_run(run.pk), now, Pending())
    shift(board, ledger_of(run.pk))
    board.pending.write()
