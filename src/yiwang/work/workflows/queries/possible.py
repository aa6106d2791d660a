"""Which actions somebody may perform on a task now, and what a page says about each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.utils import timezone

from yiwang.foundation.refusals import Refusal
from yiwang.structure.posts.queries import capacity_at
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.asking import is_left_at_that
from yiwang.work.workflows.ballots import Ballot, ballot_of
from yiwang.work.workflows.checklists import Checklist, checklist_of
from yiwang.work.workflows.checks import (
    actions_of,
    asks_for_evidence,
    holds_still,
    is_used_up,
    needed_fields,
)
from yiwang.work.workflows.deed import is_open
from yiwang.work.workflows.definition.schema import Action, Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.effects.rework import finished_tasks
from yiwang.work.workflows.independence import why_barred
from yiwang.work.workflows.models import Pause, Run, Task
from yiwang.work.workflows.on_duty import why_off_duty
from yiwang.work.workflows.policies import post_to_hold
from yiwang.work.workflows.returns import Bound, is_bound
from yiwang.work.workflows.subjects import Situation, subject_of
from yiwang.work.workflows.wording import in_words


class Identified(Protocol):
    """A task, or a line about one."""

    @property
    def id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PossibleAction:
    """A button. `refusal` says why this person may not press it, though the post may."""

    key: str
    act: str
    label: str
    says: str  # what pressing it will do
    needs: frozenset[str]  # fields of Inputs that must be given
    to: str | None  # the step it leads to
    is_recommended: bool  # the nature of the subject suits it
    basis: str
    writes: str = ""  # that it enters into or strikes from
    asks: str = ""  # what its text is for, if the definition says
    refusal: str = ""
    asks_for_evidence: bool = False
    ballot: Ballot | None = None
    checklist: Checklist | None = None  # what is to be ticked off with it


def possible_actions(
    task: Identified, account_id: int | None, *, now: datetime | None = None, nature: str = ""
) -> list[PossibleAction]:
    """The buttons on a task, for staff or (`account_id` None) the reporter whose code is proved.

    None for whoever does not hold its post today. `nature` is what a register proposes, while the
    subject has no nature yet; actions that suit it are recommended.
    """
    run = Run.objects.get(tasks=task.id)
    tasks = list(run.tasks.order_by("id"))
    on = timezone.localdate(now or timezone.now())
    found = next(each for each in tasks if each.pk == task.id)
    if not is_open(found) or not _may_act(found, account_id, now or timezone.now()):
        return []
    definition = definition_of_version(run.version_id)
    situation = subject_of(run.subject).situation(run.subject_id)
    barred = why_barred(definition, tasks, found, account_id, on)
    barred = barred or why_off_duty(found, account_id, now or timezone.now())
    standing = _Standing(definition, situation, tasks, found, barred, on)
    return [
        _possible(action, standing, nature)
        for action in actions_of(definition, found)
        if _is_offered(action, run, found, tasks)
    ]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What decides about the buttons of one task."""

    definition: Definition
    situation: Situation
    tasks: list[Task]
    task: Task
    barred: Refusal | None
    on: date

    def refusal(self, action: Action) -> str:
        """Why this action is not to be done on it by this account."""
        if self.barred:
            return str(self.barred)
        is_return = ACTS[action.act].effect is Effect.RETURN
        is_final = is_return and is_bound(self.definition, self.tasks, self.task)
        return str(Bound()) if is_final else ""


def _may_act(task: Task, account_id: int | None, now: datetime) -> bool:
    if task.role == "reporter" or account_id is None:
        return task.role == "reporter" and account_id is None
    post_id = post_to_hold(task)
    on = timezone.localdate(now)
    return post_id is not None and capacity_at(account_id, post_id, on) is not None


def _is_offered(action: Action, run: Run, task: Task, tasks: list[Task]) -> bool:
    """Leaves out what is used up, done already, asked for already, or has nobody to go back to."""
    effect = ACTS[action.act].effect
    if effect is Effect.RESUME:
        return Pause.objects.filter(request__task=task.pk, ended_at=None).exists()
    if run.deferred_until and holds_still(action, task):
        return False
    if ACTS[action.act].asks == "usual_limits" and not run.is_urgent:
        return False
    if effect in {Effect.ASK, Effect.QUESTION}:
        return not _is_asked(effect, run, task, tasks)
    if ACTS[action.act].by_system or is_used_up(action, task.step, run.act_counts):
        return False
    if holds := _OFFERED_WHILE.get(effect):
        return holds(run, task)
    if effect is Effect.REWORK:
        return bool(action.to and finished_tasks(tasks, action.to))
    return True


_OFFERED_WHILE: dict[Effect, Callable[[Run, Task], bool]] = {
    Effect.SIGN: lambda _run, task: task.state == "open",
    Effect.ARRIVE: lambda _run, task: task.whistle_id is not None and task.arrived_at is None,
    Effect.HASTEN: lambda run, _task: not run.is_urgent,
}


def _is_asked(effect: Effect, run: Run, task: Task, tasks: list[Task]) -> bool:
    """Whether a decision about this task is awaited, or any answer of the reporter; or none any
    more."""
    waiting = [t for t in tasks if is_open(t)]
    if effect is Effect.QUESTION:
        is_over = is_left_at_that(definition_of_version(run.version_id), tasks)
        return is_over or any(t.role == "asked" for t in waiting)
    return any(t.follows_id == task.pk and t.role == "approver" for t in waiting)


def _possible(action: Action, standing: _Standing, nature: str) -> PossibleAction:
    situation = standing.situation
    return PossibleAction(
        key=action.key,
        act=action.act,
        label=in_words(action.name, action.name_en),
        says=in_words(action.says, action.says_en),
        needs=frozenset(needed_fields(action, situation.evidence, standing.definition)),
        to=action.to,
        is_recommended=(situation.nature or nature) in {*action.suits, *action.only},
        basis=action.basis,
        writes=action.writes or "",
        asks=in_words(action.asks, action.asks_en),
        asks_for_evidence=asks_for_evidence(action),
        refusal=standing.refusal(action),
        checklist=checklist_of(action, situation, standing.on),
        ballot=ballot_of(action, situation, standing.on),
    )
