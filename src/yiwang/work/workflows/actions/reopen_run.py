"""The reporter comes back to what was closed: it goes on where such requests are decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Forbidden, Refusal
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.reviving import COUNTED, reopen_until, revive
from yiwang.work.workflows.run_rows import clocks_of_run
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of


class ClosedForGood(Refusal):
    """The time is over, or it ended in a way that is not taken up again."""

    code = "closed_for_good"

    def __init__(self) -> None:
        super().__init__(
            _("This is closed, and the time to come back to it is over. Report it anew instead.")
        )


@dataclass(frozen=True, slots=True)
class ReopenRun:
    """Which run, and what else its record shall hold."""

    run_id: int
    data: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
@steady()
def reopen_run(reopen: ReopenRun, *, actor: Actor, now: datetime) -> Run:
    """Open the step that decides about it. The caller has proved the reporter's code and keeps the
    reason; this writes the act's one record. Refuses once the time is over (ClosedForGood)."""
    if actor.kind is ActorKind.STAFF:
        raise Forbidden(_("Only who reported this can say that it is not solved."))
    run = Run.objects.select_for_update().get(pk=reopen.run_id)
    until = reopen_until(run)
    reopening = definition_of_version(run.version_id).reopening
    if until is None or now > until or reopening is None:
        raise ClosedForGood
    situation = subject_of(run.subject).situation(run.subject_id)
    setting = Setting(run, definition_of_version(run.version_id), situation, now)
    opened = revive(setting, list(run.tasks.all()), list(clocks_of_run(run.pk)), reopening.to)
    run.act_counts[COUNTED] = run.act_counts.get(COUNTED, 0) + 1
    setting.pending.change(run, *_MOVED)
    record(
        f"{run.subject}.reopen_requested",
        subject=(run.subject, run.subject_id),
        actor=actor,
        at=now,
        along=setting.pending,
        to=run.step,
        stage=run.stage,
        opened=[task.pk for task in opened],
        **reopen.data,
    )
    return run


_MOVED = ("step", "stage", "area_id", "act_counts", "is_open", "ended_at", "outcome")
