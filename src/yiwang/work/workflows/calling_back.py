"""A task to call the reporter of something closed back, at a post that had no part in it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.writing import Pending
from yiwang.structure.posts.queries import nearest_posts, posts_held_by_any
from yiwang.work.workflows.definition.schema import CallBacks, Definition
from yiwang.work.workflows.definition.store import definition_in_force, definition_of_version
from yiwang.work.workflows.independence import accounts_with_a_part, handling_organizations
from yiwang.work.workflows.models import CallAttempt, Run, Task
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.sides import CALLED_BACK
from yiwang.work.workflows.subjects import subject_of
from yiwang.work.workflows.timing import terms

MISSED = "call_missed"  # the act that notes an attempt at which nobody answered


@dataclass(frozen=True, slots=True)
class Opened:
    """The task, and what has to be written with the record of the caller's act."""

    task: Task
    pending: Pending


@transaction.atomic
@steady()
def open_call_back(run_id: int, *, now: datetime) -> Opened | None:
    """Open the task; None where nobody independent is found, or the run is under way again.

    Called inside the caller's act, which has drawn it and writes the record.
    """
    run = Run.objects.select_for_update().get(pk=run_id)
    definition = definition_of_version(run.version_id)
    stated = terms_in_force(definition, now)
    if run.is_open or stated is None or definition.reopening is None:
        return None
    situation = subject_of(run.subject).situation(run.subject_id)
    setting = Setting(run, definition, situation, now, tasks=list(run.tasks.all()))
    post_id = _caller(setting, stated)
    if post_id is None:
        return None
    draft = Draft(
        role=CALLED_BACK,
        post_id=post_id,
        terms=(terms("resolve", stated.limit, situation),),
        is_told=bool(stated.escalate),
    )
    return Opened(open_tasks(setting, [draft])[0], setting.pending)


def terms_in_force(definition: Definition, now: datetime) -> CallBacks | None:
    """Those under which it runs; where it has none, those of today."""
    return definition.call_backs or definition_in_force(definition.key, now).definition.call_backs


def attempts_of(task_id: int) -> list[CallAttempt]:
    """The attempts of one call-back, oldest first."""
    return list(CallAttempt.objects.filter(task=task_id).order_by("number"))


def is_last_attempt(task_id: int, now: datetime) -> bool:
    """Whether nobody tries again if the next attempt finds nobody."""
    task = Task.objects.select_related("run").get(pk=task_id)
    terms = terms_in_force(definition_of_version(task.run.version_id), now)
    return terms is None or len(attempts_of(task_id)) + 1 >= terms.attempts


def _caller(setting: Setting, stated: CallBacks) -> int | None:
    """The first of the posts named, from the area upward, whose holders had no part in it."""
    area_id, on = setting.situation.area_id, setting.on
    if area_id is None:
        return None
    barred = posts_held_by_any(accounts_with_a_part(setting.tasks), on)
    inside = handling_organizations(setting.tasks)
    for post_type in stated.posts:
        free = nearest_posts(post_type, area_id, on).exclude(pk__in=barred)
        found = free.exclude(organization__in=inside).first()
        if found:
            return found
    return None
