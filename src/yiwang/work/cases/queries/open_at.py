"""Open cases with a task at one body: those the asker may see by number, the others counted."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.work.cases.policies import visible_cases
from yiwang.work.workflows.queries.open_at import OpenTask, open_tasks_at


@dataclass(frozen=True, slots=True)
class TaskOfCase:
    """A task that waits at the body, with the case it belongs to."""

    case_id: int
    number: str
    task: OpenTask


@dataclass(frozen=True, slots=True)
class OpenAt:
    """`shown` are the tasks of cases that the asker may see; `hidden` how many others there are."""

    shown: list[TaskOfCase]
    hidden: int

    @property
    def known(self) -> "OpenAt":
        """The same for who need not know how much there is beyond what they see."""
        return OpenAt(self.shown, 0)

    @property
    def number(self) -> int:
        return len(self.shown) + self.hidden


def open_at(organization_id: int, *, account_id: int, now: datetime) -> OpenAt:
    """The oldest first."""
    tasks = open_tasks_at(organization_id)
    runs = {task.run_id for task in tasks}
    if not runs:
        return OpenAt([], 0)
    rows = visible_cases(account_id, now).filter(run__in=runs).values_list("run", "pk", "number")
    cases = {run: (pk, number) for run, pk, number in rows}
    shown = [TaskOfCase(*cases[task.run_id], task) for task in tasks if task.run_id in cases]
    return OpenAt(shown, len(tasks) - len(shown))
