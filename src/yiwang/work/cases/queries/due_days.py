"""What is to be done in an area by a day: at its posts, and about cases that lie there."""

from dataclasses import dataclass
from datetime import datetime

from yiwang.structure.posts.queries.people import posts_below
from yiwang.structure.territory.queries import ids_below
from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import visible_cases
from yiwang.work.cases.queries.lines import listed_text
from yiwang.work.workflows.queries.due_days import DueTask, tasks_due


@dataclass(frozen=True, slots=True)
class DueCase:
    """A task with the case it is about, as lists show it. `kind` is the key of its type."""

    task: DueTask
    case_id: int
    number: str
    kind: str
    text: str
    is_confidential: bool


def due_in(
    area_id: int, account_id: int, *, before: datetime, now: datetime, most: int
) -> list[DueCase]:
    """Everything that is due before a moment, what is late already too, the earliest first, about
    cases that the asker may see; nothing tells how many others there are."""
    placed = Case.objects.filter(placements__area__in=ids_below([area_id]), is_open=True)
    tasks = tasks_due(posts_below(area_id), placed.order_by().values("run"), before, most)
    runs = {task.run_id for task in tasks}
    cases = visible_cases(account_id, now).filter(run__in=runs) if runs else Case.objects.none()
    by_run = {case.run_id: case for case in cases.select_related("type__parent").defer("words")}
    return [_with_case(task, by_run[task.run_id]) for task in tasks if task.run_id in by_run]


def _with_case(task: DueTask, case: Case) -> DueCase:
    hides = bool(case.type and case.type.hides_cases)
    kind = case.type.key if case.type else ""
    return DueCase(task, case.pk, case.number, kind, listed_text(case), hides)
