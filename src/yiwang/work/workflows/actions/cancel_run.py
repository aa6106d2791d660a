"""The run ends before its time, because the reporter withdraws what was raised."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Forbidden, NotFound
from yiwang.work.workflows.closing import call_off_clock, cancel_tasks
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.opening import end_run
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import Situation

OUTCOME = "withdrawn"


@dataclass(frozen=True, slots=True)
class CancelRun:
    """Which run, and what else its record shall hold."""

    subject: str  # app.noun
    subject_id: int
    data: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def cancel_run(cancel: CancelRun, *, actor: Actor, now: datetime, record_name: str = "") -> Run:
    """End the run, cancel its tasks, stop their clocks, and tell the subject it was withdrawn.

    Called inside the caller's act, whose one record this writes: `<subject>.withdrawn` unless
    named. The caller has proved the reporter's code; staff cannot withdraw for them (Forbidden).
    """
    if actor.kind is ActorKind.STAFF:
        raise Forbidden(_("Only who reported this can withdraw it. You can decline it instead."))
    run = _run_to_cancel(cancel)
    cancel_tasks(list(run.tasks.all()), now, OUTCOME)
    call_off_clock(run.pk, now)
    run.deferred_until = None
    end_run(Setting(run, definition_of_version(run.version_id), Situation(None), now), OUTCOME)
    run.save(update_fields=["is_open", "ended_at", "outcome", "deferred_until"])
    record(
        record_name or f"{run.subject}.{OUTCOME}",
        subject=(run.subject, run.subject_id),
        actor=actor,
        at=now,
        run=run.pk,
        step=run.step,
        stage=run.stage,
        **cancel.data,
    )
    return run


def _run_to_cancel(cancel: CancelRun) -> Run:
    runs = Run.objects.select_for_update().filter(
        subject=cancel.subject, subject_id=cancel.subject_id
    )
    run = runs.order_by("-id").first()
    if run is None:
        raise NotFound(_("There is nothing under way here."))
    if not run.is_open:
        raise AlreadyDone(_("This is closed already, so it cannot be withdrawn any more."))
    return run
