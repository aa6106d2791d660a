"""What it means that something begins to move, before any of it is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import line
from yiwang.foundation.rows import new_row
from yiwang.foundation.writing import Pending
from yiwang.structure.posts.queries.emergencies import emergency_over
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import InForce, definition_in_force
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.opening import enter, open_clock_of_run
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import Situation

STARTED = (Run, Task)  # a start needs an id of each


@dataclass(frozen=True, slots=True)
class StartRun:
    """What shall move, where it stands, and by which workflow.

    `data` joins the record of the caller's act, `along` are the rows that this act adds beside the
    run. `owner_post_id` is the post that received it first, if that is not the one answering.
    """

    workflow_key: str
    subject: str  # app.noun
    subject_id: int
    situation: Situation
    data: Mapping[str, Any] = field(default_factory=dict)
    along: Sequence[Model] = ()
    owner_post_id: int | None = None
    urgent_share: Decimal | None = None  # of what it was split from


@dataclass(frozen=True, slots=True)
class Started:
    """A run, and everything that has to be written of its start, the record included."""

    run: Run
    pending: Pending


def begin(
    start: StartRun,
    run_id: int,
    task_id: int,
    *,
    actor: Actor,
    now: datetime,
    record_name: str = "",
) -> Started:
    """The run under the version in force, its first task opened. The caller writes it.

    `record_name` is the name of the caller's act, `<subject>.started` unless given.
    """
    in_force = definition_in_force(start.workflow_key, now)
    run = _run(run_id, start, in_force, now)
    setting = Setting(run, in_force.definition, start.situation, now, task_ids=(task_id,))
    setting.pending.add(*start.along, run)
    emergency = emergency_over(start.situation.area_id, now)
    shares = [start.urgent_share, emergency.share if emergency else None]
    run.urgent_share = min((share for share in shares if share is not None), default=None)
    open_clock_of_run(setting)
    task = enter(setting, _first_step(in_force.definition, is_emergency=emergency is not None))[0]
    run.owner_post_id = start.owner_post_id or task.post_id
    written = line(
        record_name or f"{start.subject}.started",
        subject=(start.subject, start.subject_id),
        actor=actor,
        at=now,
        run=run.pk,
        workflow=start.workflow_key,
        version=in_force.number,
        task=task.pk,
        post=task.post_id,
        stage=run.stage,
        **({"emergency": emergency.pk} if emergency else {}),
        **start.data,
    )
    setting.pending.add(written)
    return Started(run, setting.pending)


def _first_step(definition: Definition, *, is_emergency: bool) -> str:
    return (is_emergency and definition.start_in_emergency) or definition.start


def _run(run_id: int, start: StartRun, in_force: InForce, now: datetime) -> Run:
    return new_row(
        Run,
        id=run_id,
        version_id=in_force.version_id,
        subject=start.subject,
        subject_id=start.subject_id,
        started_at=now,
    )
