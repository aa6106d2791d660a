"""Something begins to move: under the version in force, its first task opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.workflows.definition.store import definition_in_force
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.opening import enter
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of


@dataclass(frozen=True, slots=True)
class StartRun:
    """What shall move, and by which workflow. `data` joins the record of the caller's act;
    `owner_post_id` is the post that received it first, if that is not the one answering."""

    workflow_key: str
    subject: str  # app.noun
    subject_id: int
    data: Mapping[str, Any] = field(default_factory=dict)
    owner_post_id: int | None = None


@transaction.atomic
def start_run(start: StartRun, *, actor: Actor, now: datetime, record_name: str = "") -> Run:
    """Start the run inside the caller's act, and write that act's one record.

    Who may report or raise the subject is the caller's to check. `record_name` is the name of the
    caller's act, `<subject>.started` unless given.
    """
    in_force = definition_in_force(start.workflow_key, now)
    situation = subject_of(start.subject).situation(start.subject_id)
    first = in_force.definition.start
    run = Run(
        version_id=in_force.version_id,
        subject=start.subject,
        subject_id=start.subject_id,
        area_id=situation.area_id,
        step=first,
        stage=in_force.definition.steps[first].stage,
        started_at=now,
    )
    run.save(force_insert=True)
    task = enter(Setting(run, in_force.definition, situation, now), first)[0]
    run.owner_post_id = start.owner_post_id or task.post_id
    run.save(update_fields=["owner_post"])
    record(
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
        **start.data,
    )
    return run
