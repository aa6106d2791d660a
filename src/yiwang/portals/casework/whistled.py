"""The whistles of a case: who called whom, who signed, came, is done or late, and the scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from yiwang.work.workflows.judging import judged_for
from yiwang.work.workflows.queries import Light, TaskLine, light
from yiwang.work.workflows.queries.scores import ScoreLine, scores_of
from yiwang.work.workflows.queries.whistles import WhistleLine, whistles_of


@dataclass(frozen=True, slots=True)
class Called:
    """One department of a whistle. `late_for` names the limits that it has missed or misses."""

    task: TaskLine
    late_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhistleShown:
    """A whistle with its departments, who coordinates it, and the scores that may be seen."""

    line: WhistleLine
    coordinator: str
    called: list[Called]
    scores: list[ScoreLine]
    waits_for_scores: bool


def whistles_shown(
    tasks: Sequence[TaskLine], run_id: int, account_id: int, now: datetime
) -> list[WhistleShown]:
    """The whistles of a run, the latest first; nothing is asked where no task belongs to one."""
    if not any(task.whistle_id for task in tasks):
        return []
    readers = judged_for(account_id, timezone.localdate(now))
    return [
        WhistleShown(
            line=line,
            coordinator=_coordinator(tasks, line.id),
            called=[
                Called(task, _late_for(task, now))
                for task in tasks
                if task.whistle_id == line.id and task.role == "handler"
            ],
            scores=scores_of(line.id, readers) if line.closed_at else [],
            waits_for_scores=any(
                task.whistle_id == line.id and task.role == "scorer" and task.is_open
                for task in tasks
            ),
        )
        for line in whistles_of(run_id, now)
    ]


def _coordinator(tasks: Sequence[TaskLine], whistle_id: int) -> str:
    found = [t for t in tasks if t.whistle_id == whistle_id and t.role == "coordinating"]
    return found[-1].post_label if found else ""


def _late_for(task: TaskLine, now: datetime) -> tuple[str, ...]:
    return tuple(
        clock.purpose
        for clock in task.clocks
        if clock.state != "stopped" and light(clock, now) is Light.RED
    )
