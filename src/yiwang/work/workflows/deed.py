"""One act that is being done: fetched, locked and permitted, not yet carried out."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.writing import Pending
from yiwang.work.workflows.acts import Act
from yiwang.work.workflows.ballots import Ballot
from yiwang.work.workflows.checklists import Checklist
from yiwang.work.workflows.definition.schema import Action, Definition, Step
from yiwang.work.workflows.models import Clock, Pause, Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.reckoning import Ledger
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.sides import is_beside
from yiwang.work.workflows.spending import Spent, spent_by
from yiwang.work.workflows.subjects import Inputs

DECIDING_ROLES = frozenset({"coordinator", "arbiter"})  # about a returned task


@dataclass(frozen=True, slots=True)
class Standing:
    """A run under lock with all its tasks and their clocks, and the one who may act on `task`."""

    run: Run
    definition: Definition
    tasks: list[Task]  # oldest first
    task: Task
    actor: Actor
    clocks: list[Clock]  # of all these tasks
    now: datetime

    @property
    def step(self) -> Step:
        """The step that the task belongs to."""
        return self.definition.steps[self.task.step]


@dataclass
class Deed:
    """What an effect works on. `tasks` grows with what the act opens."""

    setting: Setting
    tasks: list[Task]
    task: Task
    action: Action
    act: Act
    inputs: Inputs
    actor: Actor
    clocks: list[Clock]
    checklist: Checklist | None = None  # what is to be ticked off with the action
    ballot: Ballot | None = None  # the rule of the vote that the action counts
    lateness: int = 0  # seconds, of the latest clock that this act ended
    opened: list[Task] = field(default_factory=list)
    past: str = ""  # the last part of the record's name, where it is not that of the act

    @property
    def run(self) -> Run:
        return self.setting.run

    @property
    def now(self) -> datetime:
        return self.setting.now

    @property
    def pending(self) -> Pending:
        """What is written at the end of the act."""
        return self.setting.pending

    @property
    def step(self) -> Step:
        """The step that the task belongs to."""
        return self.setting.definition.steps[self.task.step]

    def clocks_of(self, task: Task) -> list[Clock]:
        """The clocks that a task had before this act."""
        return [clock for clock in self.clocks if clock.task_id == task.pk]

    def spent_by(self, task: Task) -> Spent:
        """What one of these tasks, which has ended, hands on; the first look costs a query."""
        return spent_by(task, self.clocks, self._pauses, self.now)

    @cached_property
    def _pauses(self) -> Ledger:
        tasks = {task.pk: task for task in self.tasks}
        for clock in self.clocks:
            clock.task = tasks[clock.task_id] if clock.task_id else None
        return Ledger(list(Pause.objects.filter(run=self.run)))


def note_opened(deed: Deed, opened: list[Task]) -> None:
    """From here on the new tasks count among those of the run."""
    deed.opened += opened
    deed.tasks += opened


def last_round(tasks: list[Task], step: str) -> list[Task]:
    """The tasks of the latest time the run was in `step`, oldest first, none beside it.

    Ids grow within a run, because every act holds its lock: tasks of another step between two
    visits tell them apart.
    """
    found: list[Task] = []
    for task in reversed(tasks):
        if is_beside(task.role):
            continue
        if task.step == step:
            found.insert(0, task)
        elif found:
            break
    return found


def is_open(task: Task) -> bool:
    """Whether somebody still has to do something about it."""
    return task.state in OPEN_TASK_STATES


def handlers(tasks: list[Task]) -> list[Task]:
    """The departments' tasks that have not been given back."""
    return [t for t in tasks if t.role == "handler" and t.state not in {"returned", "released"}]


def open_coordinators(tasks: list[Task]) -> list[Task]:
    """Returned tasks that wait for a decision, those in dispute included."""
    return [t for t in tasks if t.role in DECIDING_ROLES and is_open(t)]


class Ended(Protocol):
    """A task, or a line about one."""

    @property
    def step(self) -> str: ...
    @property
    def outcome(self) -> str: ...


def act_that_ended(definition: Definition, task: Ended) -> str:
    """The act by which a task of a step was ended; empty while it is open."""
    actions = definition.steps[task.step].actions
    return next((action.act for action in actions if action.key == task.outcome), "")
