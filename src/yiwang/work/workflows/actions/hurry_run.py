"""A part becomes urgent with the whole that it was split from, or goes back to the usual limits."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.writing import Pending
from yiwang.work.workflows.models import Run
from yiwang.work.workflows.reckoning import ledger_of
from yiwang.work.workflows.recounting import recount
from yiwang.work.workflows.run_rows import clocks_of_run
from yiwang.work.workflows.shifting import Board
from yiwang.work.workflows.subjects import subject_of


@dataclass(frozen=True, slots=True)
class HurryRun:
    """Which run, which share of its limits by type is left from now on (none: all of them), why,
    and the id of the whole by which it follows."""

    run_id: int
    share: Decimal | None
    reason: str
    parent: int


@transaction.atomic
def hurry_run(hurry: HurryRun, *, actor: Actor, now: datetime) -> Run:
    """Recount every clock of the run from its start. Called inside the act on the whole, which has
    asked who may; this writes the record of the part."""
    run = Run.objects.select_for_update().get(pk=hurry.run_id)
    pending = Pending()
    before, run.urgent_share = run.urgent_share, hurry.share
    pending.change(run, "urgent_share")
    board = Board(run, list(run.tasks.order_by("id")), list(clocks_of_run(run.pk)), now, pending)
    limits = subject_of(run.subject).situation(run.subject_id).limits
    told = recount(board, ledger_of(run.pk), limits)
    past = "marked_urgent" if hurry.share is not None else "usual_limits_granted"
    record(
        f"{run.subject}.{past}",
        subject=(run.subject, run.subject_id),
        actor=actor,
        at=now,
        along=pending,
        share=str(hurry.share or before),
        reason=hurry.reason,
        parent=hurry.parent,
        recounted=told,
    )
    return run
