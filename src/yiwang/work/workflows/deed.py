"""One act that is being done: fetched, locked and permitted, not yet carried out."""

from dataclasses import dataclass, field
from datetime import datetime

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.writing import Pending
from yiwang.work.workflows.acts import Act
from yiwang.work.workflows.definition.schema import Action, Definition, Step
from yiwang.work.workflows.models import Clock, Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import Inputs


@dataclass(frozen=True, slots=True)
class Standing:
    """A run under lock with all its tasks and their clocks, and the one who may act on `task`."""

    run: Run
    definition: Definition
    tasks: list[Task]  # oldest first
    task: Task
    actor: Actor
    clocks: list[Clock]  # of all these tasks

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
    lateness: int = 0  # seconds, of the latest clock that this act ended
    opened: list[Task] = field(default_factory=list)

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


def last_round(tasks: list[Task], step: str) -> list[Task]:
    """The tasks of the latest time the run was in `step`, oldest first; orders do not count.

    Ids grow within a run, because every act holds its lock: tasks of another step between two
    visits tell them apart.
    """
    found: list[Task] = []
    for task in reversed(tasks):
        if task.role == "supervised":
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
    """Returned tasks that wait for a decision."""
    return [t for t in tasks if t.role == "coordinator" and is_open(t)]
