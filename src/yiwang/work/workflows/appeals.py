"""Which counts a body may appeal against once something has ended, and until when."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.queries import working_time
from yiwang.structure.posts.queries import post_ids_held_by
from yiwang.work.workflows.deed import act_that_ended
from yiwang.work.workflows.definition.schema import Definition, RequestTerms
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Request, Run, Task
from yiwang.work.workflows.subjects import subject_of

KINDS = {"on_time": "appeal_count", "returns": "appeal_count", "rating": "appeal_rating"}
SETTLED = {"settle", "finish"}  # acts whose doer a rating is about


@dataclass(frozen=True, slots=True)
class Appealable:
    """A count that stands against the work on this task, and until when one may appeal."""

    about: str
    task: Task
    terms: RequestTerms
    until: datetime


def appealable(run: Run, account_id: int, now: datetime, on: date) -> list[Appealable]:
    """What stands against the posts of this account: each count once, none that was appealed
    against before. Whether there is a low rating is the subject's to say."""
    definition = definition_of_version(run.version_id)
    if run.is_open or run.ended_at is None or not definition.requests.keys() & set(KINDS.values()):
        return []
    held = set(post_ids_held_by(account_id, on))
    mine = [task for task in run.tasks.select_related("post") if task.post_id in held]
    made = set(Request.objects.filter(run=run, about__in=KINDS).values_list("about", flat=True))
    found = (
        _found(run, definition, about, task)
        for about, task in _against(definition, mine)
        if about not in made
    )
    open_ones = {each.about: each for each in found if each is not None and now <= each.until}
    return list(open_ones.values())


def _against(definition: Definition, tasks: Collection[Task]) -> Iterator[tuple[str, Task]]:
    clocks = Clock.objects.filter(task__in=[task.pk for task in tasks], state="missed")
    late = set(clocks.values_list("task", flat=True))
    for task in tasks:
        if task.pk in late and task.role in {"actor", "handler"}:
            yield "on_time", task
        if act_that_ended(definition, task) == "return":
            yield "returns", task
        if task.role in {"actor", "handler"} and act_that_ended(definition, task) in SETTLED:
            yield "rating", task


def _found(run: Run, definition: Definition, about: str, task: Task) -> Appealable | None:
    terms = definition.requests.get(KINDS[about])
    if terms is None or terms.within is None or run.ended_at is None:
        return None
    calendar = subject_of(run.subject).situation(run.subject_id).calendar
    days = working_time(calendar or definition.calendar)
    limit = Limit(terms.within.value, ClockKind(terms.within.clock))
    return Appealable(about, task, terms, days.due(run.ended_at, limit))
