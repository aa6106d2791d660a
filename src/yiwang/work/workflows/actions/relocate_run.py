"""What moves lies elsewhere than was thought: those who answer for the new place take over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES
from yiwang.work.workflows.replacing import find_post, give_to
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of


@dataclass(frozen=True, slots=True)
class RelocateRun:
    """Whose place has changed, and what else the record shall hold. The subject knows where to."""

    subject: str  # app.noun
    subject_id: int
    data: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def relocate_run(relocate: RelocateRun, *, actor: Actor, now: datetime, record_name: str) -> Run:
    """Move the run to the subject's present area, and its open tasks to the posts answering there.

    Departments keep their tasks; every clock goes on. Called inside the caller's act after the
    subject has moved, and writes that act's one record. The caller has checked the power to move.
    """
    runs = Run.objects.select_for_update().filter(
        subject=relocate.subject, subject_id=relocate.subject_id, is_open=True
    )
    run = runs.first()
    if run is None:
        raise AlreadyDone(_("This is closed already, so its place can no longer be changed."))
    before, moved = run.area_id, _move(run, now)
    record(
        record_name,
        subject=(run.subject, run.subject_id),
        actor=actor,
        at=now,
        **{"from": before, "area": run.area_id, "tasks": moved, **relocate.data},
    )
    return run


def _move(run: Run, now: datetime) -> list[int]:
    """The ids of the tasks that others do from here."""
    situation = subject_of(run.subject).situation(run.subject_id)
    setting = Setting(run, definition_of_version(run.version_id), situation, now)
    run.area_id = situation.area_id
    run.save(update_fields=["area"])
    open_tasks = run.tasks.filter(state__in=OPEN_TASK_STATES).prefetch_related("clocks")
    moved = [task for task in open_tasks.order_by("id") if _take_along(setting, task)]
    return [task.pk for task in moved]


def _take_along(setting: Setting, task: Task) -> bool:
    task.area_id = setting.situation.area_id
    task.save(update_fields=["area"])
    if task.role not in {"actor", "coordinator", "arbiter"}:
        return False
    found = find_post(setting, task)
    if found == task.post_id:
        return False
    if setting.run.owner_post_id in (None, task.post_id):
        setting.run.owner_post_id = found
        setting.run.save(update_fields=["owner_post"])
    give_to(task, found)
    return True
