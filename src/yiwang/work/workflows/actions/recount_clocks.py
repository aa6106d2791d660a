"""After other working days or limits were loaded, whatever runs is reckoned anew, batch by batch.

Asked for by the reader of the record, so that nothing that was loaded is missed; each batch is a
transaction of its own, so that nobody waits for more than one, and a crash loses none.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from yiwang.foundation.configuration.kept import steady
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.readers import Read, follow
from yiwang.foundation.records.write import record
from yiwang.foundation.writing import Pending
from yiwang.work.workflows.models import Clock, Extension, Pause, Recount, Run, Task
from yiwang.work.workflows.reckoning import ACTIVE_STATES, Ledger
from yiwang.work.workflows.recounting import Limits, recount
from yiwang.work.workflows.shifting import Board
from yiwang.work.workflows.subjects import subject_of

READER = "workflows.recount"
CALENDAR_LOADED = "clocks.calendar.loaded"
Row = TypeVar("Row", Task, Clock, Pause)
SETTLING = timedelta(minutes=1)  # acts that began with the old days are over by then
BATCH = 200  # runs in one transaction: they cannot be acted on meanwhile


def recount_clocks(*, actor: Actor, now: datetime, batch: int = BATCH) -> int:
    """Note what the record tells of, and draw the consequences; how many runs moved.

    Whatever is in somebody's hands at the moment is left for the next time.
    """
    follow(READER, lambda records: _note(records, now))
    moved = 0
    while (step := _step(actor, now, batch)) is not None:
        moved += step
    return moved


def _note(records: Sequence[Read], now: datetime) -> None:
    """A calendar whose days have changed, or types whose limits have. A new one moves nothing."""
    for each in records:
        asked = Recount(position=each.position, asked_at=now)
        if each.name == CALENDAR_LOADED and each.data.get("revision", 1) > 1:
            asked.calendar_id = each.subject_id
        elif "limits_of" in each.data:
            asked.subject = each.data["limits_of"]
        else:
            continue
        Recount.objects.bulk_create([asked], ignore_conflicts=True)


@transaction.atomic
@steady()
def _step(actor: Actor, now: datetime, batch: int) -> int | None:
    """One batch of the oldest that is left; how many runs moved, none when nothing can be done."""
    open_ones = Recount.objects.select_for_update(skip_locked=True).filter(ended_at=None)
    asked = open_ones.filter(asked_at__lte=now - SETTLING).order_by("position").first()
    if asked is None:
        return None
    wanted = list(_runs_to_count(asked)[:batch])
    free = Run.objects.select_for_update(skip_locked=True).filter(pk__in=wanted).order_by("pk")
    runs = {run.pk: run for run in free}
    done = list(takewhile(runs.__contains__, wanted))
    if wanted and not done:
        return None
    moved = _recount_all([runs[key] for key in done], asked, actor, now)
    _note_progress(asked, done, moved, actor, now)
    return moved


def _runs_to_count(asked: Recount) -> "QuerySet[Clock, int]":
    """The ids of those with a clock that runs or stands still, in order."""
    clocks = Clock.objects.filter(state__in=ACTIVE_STATES, run__gt=asked.after_run)
    if asked.calendar_id:
        clocks = clocks.filter(calendar=asked.calendar_id)
    else:
        clocks = clocks.filter(run__subject=asked.subject)
    return clocks.order_by("run").values_list("run", flat=True).distinct()


def _recount_all(runs: list[Run], asked: Recount, actor: Actor, now: datetime) -> int:
    """A few queries for all of them together, and one statement for each that moves."""
    ids = [run.pk for run in runs]
    tasks = _by_run(Task.objects.filter(run__in=ids).order_by("id").defer("result"))
    clocks = _by_run(Clock.objects.filter(run__in=ids).order_by("id"))
    pauses = _by_run(Pause.objects.filter(run__in=ids).order_by("began_at", "id"))
    extensions = list(Extension.objects.filter(clock__run__in=ids))
    limits = _limits_of(runs)
    moved = 0
    for run in runs:
        board = Board(run, tasks[run.pk], clocks[run.pk], now, Pending())
        ledger = Ledger(pauses[run.pk], extensions)
        told = recount(board, ledger, limits[run.subject, run.subject_id])
        moved += bool(told)
        _write(board, told, asked, actor)
    return moved


def _by_run(rows: "Iterable[Row]") -> "dict[int, list[Row]]":
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.run_id].append(row)
    return grouped


def _limits_of(runs: Iterable[Run]) -> dict[tuple[str, int], Limits]:
    of_label: dict[str, list[int]] = defaultdict(list)
    for run in runs:
        of_label[run.subject].append(run.subject_id)
    return {
        (label, subject_id): limits
        for label, ids in of_label.items()
        for subject_id, limits in subject_of(label).limits(ids).items()
    }


def _write(board: Board, told: list[dict[str, Any]], asked: Recount, actor: Actor) -> None:
    """What is due at another moment is recorded; what only looks further ahead is not."""
    if not told:
        board.pending.write()
        return
    record(
        f"{board.run.subject}.recounted",
        subject=(board.run.subject, board.run.subject_id),
        actor=actor,
        at=board.now,
        along=board.pending,
        because="calendar" if asked.calendar_id else "limits",
        clocks=told,
    )


def _note_progress(
    asked: Recount, done: list[int], moved: int, actor: Actor, now: datetime
) -> None:
    asked.runs, asked.moved = asked.runs + len(done), asked.moved + moved
    if done:
        asked.after_run = done[-1]
    else:
        asked.ended_at = now
        about = ("workflows.recount", asked.pk)
        record(
            "workflows.recount.ended",
            subject=about,
            actor=actor,
            at=now,
            runs=asked.runs,
            moved=asked.moved,
        )
    asked.save()
