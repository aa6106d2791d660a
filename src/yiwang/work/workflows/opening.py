"""Entering a step and opening its tasks, each with its clocks running from that moment.

A task nobody answers for is opened all the same, without a post: the sweep tells those above at
once, and tries again to find somebody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from yiwang.foundation.rows import new_row
from yiwang.foundation.writing import reserve
from yiwang.work.workflows.acts import ACTS, ENDING_ROLES
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.reckoning import cap, plan_next
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.spending import Spent
from yiwang.work.workflows.subjects import subject_of
from yiwang.work.workflows.timing import Terms, hastened_terms, moments, terms, terms_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A task to be opened. `spent` is what its resolve clock inherits."""

    role: str = "actor"
    post_id: int | None = None
    organization_id: int | None = None
    is_lead: bool = False
    by_shift: bool = False
    demand: str = ""
    follows: Task | None = None
    escalated_to_id: int | None = None
    spent: Spent = field(default_factory=dict)
    terms: tuple[Terms, ...] | None = None  # none: the limits of the step
    is_told: bool | None = None  # somebody hears of it once it is late; none: as the step says
    whistle_id: int | None = None
    team_id: int | None = None


def enter(setting: Setting, step_key: str, before: Task | None = None) -> list[Task]:
    """Bring the run to a step: open its task after the one `before`, or end the run. The caller
    saves the run.

    A joint step is entered by `open_tasks` with a draft for each organization.
    """
    run, step = setting.run, setting.definition.steps[step_key]
    run.step, run.stage, run.area_id = step_key, step.stage, setting.situation.area_id
    if step.kind == "end":
        end_run(setting, step.outcome or "other")
        return []
    if step.kind == "reporter" and not setting.situation.has_reporter:
        return enter(setting, _without_reporter(step))
    if step.kind == "reporter":
        return open_tasks(setting, [Draft(role="reporter")])
    role = "publisher" if step.kind == "publication" else "actor"
    turn = setting.whose_turn(step, before)
    return open_tasks(setting, [Draft(role=role, post_id=turn.post_id, by_shift=turn.by_shift)])


def open_clock_of_run(setting: Setting) -> None:
    """The time for everything runs from the start of the run."""
    stated = setting.definition.limit
    if stated is None:
        return
    clock = _clock(setting, None, terms("case", stated, setting.situation), {})
    plan_next(clock, setting.now, is_told=bool(stated.escalate))
    setting.pending.add(clock)


def _without_reporter(step: Step) -> str:
    """Where the run goes when the reporter never comes; what has none goes there at once."""
    way = next(action.to for action in step.actions if ACTS[action.act].by_system)
    assert way  # proved before a definition is published
    return way


def end_run(setting: Setting, outcome: str) -> None:
    """Nothing more will happen: tell the subject. The caller saves the run."""
    run = setting.run
    run.is_open, run.ended_at, run.outcome = False, setting.now, outcome
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
        clocks = [_clock(setting, task, each, draft.spent) for each in _terms(setting, step, draft)]
        cap(clocks)
        plan(task, clocks, is_told=_is_told(draft, step))
        setting.pending.add(task, *clocks)
        tasks.append(task)
    return tasks


def plan(task: Task, clocks: Sequence[Clock], *, is_told: bool) -> None:
    """Say what the sweep does next about each clock of an open task. The caller saves them."""
    for clock in clocks:
        action, moment = _next_action(task, clock, is_told=is_told)
        clock.next_action, clock.next_action_at = action, moment if action else None
    if task.post_id is None and task.role not in ENDING_ROLES and clocks:
        clocks[0].next_action, clocks[0].next_action_at = "escalate", task.opened_at


def _next_action(task: Task, clock: Clock, *, is_told: bool) -> tuple[str, datetime]:
    if task.role in ENDING_ROLES:
        return "expire", clock.due_at
    if task.role == "scorer":
        return ("remind", clock.near_at) if clock.remind else ("expire", clock.due_at)
    if clock.remind:
        return "remind", clock.near_at
    return ("escalate" if is_told else ""), clock.due_at


def _is_told(draft: Draft, step: Step) -> bool:
    return bool(step.escalate) if draft.is_told is None else draft.is_told


def _task(setting: Setting, task_id: int, draft: Draft) -> Task:
    return new_row(
        Task,
        id=task_id,
        run=setting.run,
        step=setting.run.step,
        role=draft.role,
        is_lead=draft.is_lead,
        by_shift=draft.by_shift or (draft.role == "handler" and _by_shift(setting)),
        post_id=draft.post_id,
        organization_id=draft.organization_id,
        area_id=setting.situation.area_id,
        demand=draft.demand,
        follows=draft.follows,
        escalated_to_id=draft.escalated_to_id,
        whistle_id=draft.whistle_id,
        team_id=draft.team_id,
        opened_at=setting.now,
    )


def _by_shift(setting: Setting) -> bool:
    return setting.definition.steps[setting.run.step].on_duty


def _terms(setting: Setting, step: Step, draft: Draft) -> Sequence[Terms]:
    return terms_of(step, setting.situation) if draft.terms is None else draft.terms


def _clock(setting: Setting, task: Task | None, stated: Terms, spent: Spent) -> Clock:
    stated = hastened_terms(stated, setting.run.urgent_share)
    inherited = spent.get(stated.limit.kind, 0) if stated.purpose == "resolve" else 0
    at = moments(stated, setting.days, setting.now, inherited)
    return new_row(
        Clock,
        run=setting.run,
        task=task,
        purpose=stated.purpose,
        kind=stated.limit.kind.value,
        limit=stated.limit.value,
        remind=stated.remind,
        of_kind=stated.of_kind,
        stated=stated.stated.value if stated.stated else None,
        stated_kind=stated.stated.kind.value if stated.stated else "",
        calendar_id=setting.calendar_id,
        started_at=setting.now,
        due_at=at.due_at,
        near_at=at.near_at,
        threefold_at=at.threefold_at,
        spent_seconds=inherited,
    )
