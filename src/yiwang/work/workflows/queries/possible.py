"""Which actions somebody may perform on a task now, and what a page says about each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.utils import timezone

from yiwang.structure.posts.queries import capacity_at
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.checks import actions_of, is_used_up, needed_fields
from yiwang.work.workflows.deed import is_open
from yiwang.work.workflows.definition.schema import Action
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.effects.rework import finished_tasks
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.policies import NotIndependent, is_independent, post_to_hold
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
    refusal: str = ""


def possible_actions(
    task: Identified, account_id: int | None, *, now: datetime | None = None, nature: str = ""
) -> list[PossibleAction]:
    """The buttons on a task, for staff or (`account_id` None) the reporter whose code is proved.

    None for whoever does not hold its post today. `nature` is what a register proposes, while the
    subject has no nature yet; actions that suit it are recommended.
    """
    run = Run.objects.get(tasks=task.id)
    tasks = list(run.tasks.order_by("id"))
    found = next(each for each in tasks if each.pk == task.id)
    if not is_open(found) or not _may_act(found, account_id, now or timezone.now()):
        return []
    definition = definition_of_version(run.version_id)
    situation = subject_of(run.subject).situation(run.subject_id)
    independent = is_independent(definition, tasks, found, account_id)
    return [
        _possible(action, situation, nature, refusal="" if independent else str(NotIndependent()))
        for action in actions_of(definition, found)
        if _is_offered(action, run, found, tasks)
    ]


def _may_act(task: Task, account_id: int | None, now: datetime) -> bool:
    if task.role == "reporter" or account_id is None:
        return task.role == "reporter" and account_id is None
    post_id = post_to_hold(task)
    on = timezone.localdate(now)
    return post_id is not None and capacity_at(account_id, post_id, on) is not None


def _is_offered(action: Action, run: Run, task: Task, tasks: list[Task]) -> bool:
    """Leaves out what is used up, done already, or has nobody to go back to."""
    effect = ACTS[action.act].effect
    if action.act == "expire" or is_used_up(action, task.step, run.act_counts):
        return False
    if effect is Effect.SIGN:
        return task.state == "open"
    if effect is Effect.REWORK:
        return bool(action.to and finished_tasks(tasks, action.to))
    return True


def _possible(action: Action, situation: Situation, nature: str, *, refusal: str) -> PossibleAction:
    return PossibleAction(
        key=action.key,
        act=action.act,
        label=in_words(action.name, action.name_en),
        says=in_words(action.says, action.says_en),
        needs=frozenset(needed_fields(action, situation)),
        to=action.to,
        is_recommended=(situation.nature or nature) in action.suits,
        basis=action.basis,
        refusal=refusal,
    )
