"""Something begins to move: under the version in force, its first task opened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.writing import reserve
from yiwang.work.workflows.definition.store import InForce, definition_in_force
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.opening import enter
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import Situation

STARTED = (Run, Task)  # a start needs an id of each


@dataclass(frozen=True, slots=True)
class StartRun:
    """What shall move, where it stands, and by which workflow.

    `data` joins the record of the caller's act, `along` are the rows that this act adds beside the
    run. `ids` are those of the run and its first task if the caller has reserved them (`STARTED`).
    `owner_post_id` is the post that received it first, if that is not the one answering.
    """

    workflow_key: str
    subject: str  # app.noun
    subject_id: int
    situation: Situation
    data: Mapping[str, Any] = field(default_factory=dict)
    along: Sequence[Model] = ()
    ids: tuple[int, int] | None = None
    owner_post_id: int | None = None


@transaction.atomic(savepoint=False)
@steady()
def start_run(start: StartRun, *, actor: Actor, now: datetime, record_name: str = "") -> Run:
    """Start the run inside the caller's act, and write that act's rows and its one record.

    Who may report or raise the subject is the caller's to check. `record_name` is the name of the
    caller's act, `<subject>.started` unless given.
    """
    in_force = definition_in_force(start.workflow_key, now)
    run_id, task_id = start.ids or reserve(*STARTED)
    run = _run(run_id, start, in_force, now)
    setting = Setting(run, in_force.definition, start.situation, now, task_ids=(task_id,))
    setting.pending.add(*start.along, run)
    task = enter(setting, in_force.definition.start)[0]
    run.owner_post_id = start.owner_post_id or task.post_id
    record(
        record_name or f"{start.subject}.started",
        subject=(start.subject, start.subject_id),
        actor=actor,
        at=now,
        along=setting.pending,
        run=run.pk,
        workflow=start.workflow_key,
        version=in_force.number,
        task=task.pk,
        post=task.post_id,
        stage=run.stage,
        **start.data,
    )
    return run


def _run(run_id: int, start: StartRun, in_force: InForce, now: datetime) -> Run:
    return Run(
        id=run_id,
        version_id=in_force.version_id,
        subject=start.subject,
        subject_id=start.subject_id,
        started_at=now,
    )
