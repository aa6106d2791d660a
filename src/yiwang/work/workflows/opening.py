"""Entering a step and opening its tasks, each with its clocks running from that moment.

A task nobody answers for is opened all the same, without a post: the sweep tells those above at
once, and tries again to find somebody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from yiwang.foundation.writing import reserve
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of
from yiwang.work.workflows.timing import Terms, moments, terms_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A task to be opened. `spent_seconds` is what its resolve clock inherits."""

    role: str = "actor"
    post_id: int | None = None
    organization_id: int | None = None
    is_lead: bool = False
    demand: str = ""
    follows: Task | None = None
    escalated_to_id: int | None = None
    spent_seconds: int = 0
    terms: tuple[Terms, ...] | None = None  # none: the limits of the step


def enter(setting: Setting, step_key: str) -> list[Task]:
    """Bring the run to a step: open its task, or end the run. The caller saves the run.

    A joint step is entered by `open_tasks` with a draft for each organization.
    """
    run, step = setting.run, setting.definition.steps[step_key]
    run.step, run.stage, run.area_id = step_key, step.stage, setting.situation.area_id
    if step.kind == "end":
        end_run(setting, step.outcome or "other")
        return []
    if step.kind == "reporter":
        return open_tasks(setting, [Draft(role="reporter")])
    return open_tasks(setting, [Draft(post_id=setting.answering(step.post))])


def end_run(setting: Setting, outcome: str) -> None:
    """Nothing more will happen: tell the subject. The caller saves the run."""
    run = setting.run
    run.is_open, run.ended_at = False, setting.now
    subject_of(run.subject).ended(run.subject_id, outcome, now=setting.now)


def open_tasks(setting: Setting, drafts: Sequence[Draft]) -> list[Task]:
    """Open tasks in the run's present step, with their clocks.

    They have their ids, and are written with the record of the act (`setting.pending`).
    """
    step = setting.definition.steps[setting.run.step]
    ids = setting.task_ids or reserve(*[Task] * len(drafts))
    setting.task_ids = ()
    tasks = []
    for task_id, draft in zip(ids, drafts, strict=True):
        task = _task(setting, task_id, draft)
        clocks = [
            _clock(setting, task, each, draft.spent_seconds)
            for each in _terms(setting, step, draft)
        ]
        plan(task, clocks, step)
        setting.pending.add(task, *clocks)
        tasks.append(task)
    return tasks


def plan(task: Task, clocks: Sequence[Clock], step: Step) -> None:
    """Say what the sweep does next about each clock of an open task. The caller saves them."""
    for clock in clocks:
        action, moment = _next_action(task, clock, step)
        clock.next_action, clock.next_action_at = action, moment if action else None
    if task.post_id is None and task.role != "reporter" and clocks:
        clocks[0].next_action, clocks[0].next_action_at = "escalate", task.opened_at


def _next_action(task: Task, clock: Clock, step: Step) -> tuple[str, datetime]:
    if task.role == "reporter":
        return "expire", clock.due_at
    if task.role == "supervised":
        return "remind", clock.near_at
    stated = step.acknowledge if clock.purpose == "acknowledge" else step.resolve
    if stated and stated.remind:
        return "remind", clock.near_at
    return ("escalate" if step.escalate else ""), clock.due_at


def _task(setting: Setting, task_id: int, draft: Draft) -> Task:
    return Task(
        id=task_id,
        run=setting.run,
        step=setting.run.step,
        role=draft.role,
        is_lead=draft.is_lead,
        post_id=draft.post_id,
        organization_id=draft.organization_id,
        area_id=setting.situation.area_id,
        demand=draft.demand,
        follows=draft.follows,
        escalated_to_id=draft.escalated_to_id,
        opened_at=setting.now,
    )


def _terms(setting: Setting, step: Step, draft: Draft) -> Sequence[Terms]:
    return terms_of(step, setting.situation) if draft.terms is None else draft.terms


def _clock(setting: Setting, task: Task, terms: Terms, spent_seconds: int) -> Clock:
    inherited = spent_seconds if terms.purpose == "resolve" else 0
    at = moments(terms, setting.days, setting.now, inherited)
    return Clock(
        task=task,
        purpose=terms.purpose,
        kind=terms.limit.kind.value,
        limit=terms.limit.value,
        calendar_id=setting.calendar_id,
        started_at=setting.now,
        due_at=at.due_at,
        near_at=at.near_at,
        spent_seconds=inherited,
    )
