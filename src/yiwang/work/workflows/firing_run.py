"""The clock of a whole run, when its moment has come: a reminder, then those who are told."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from yiwang.foundation.clocks.queries import working_time_of_id
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.models import Record
from yiwang.foundation.records.write import line
from yiwang.foundation.writing import Pending
from yiwang.structure.posts.queries import nearest_post
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock
from yiwang.work.workflows.timing import next_rung_at


def fire_clock_of_run(clock: Clock, now: datetime, pending: Pending) -> str:
    """Remind whoever owns it, or tell the next rung; the word for what was done."""
    rungs = _rungs(clock)
    if clock.next_action == "remind" and now < clock.due_at:
        _next(clock, clock.due_at if rungs else None, pending)
        pending.add(_line("reminded", clock, now))
        return "reminded"
    found = _next_rung(clock, rungs, timezone.localdate(now))
    is_last = found is None or found[0] >= len(rungs)
    days = working_time_of_id(clock.calendar_id)
    _next(clock, None if is_last else next_rung_at(clock, days, now), pending)
    if found is None:
        return ""
    clock.escalation, clock.escalated_to_id = found
    pending.change(clock, "escalation", "escalated_to_id")
    pending.add(_line("escalated", clock, now, rung=found[0], to_post=found[1]))
    return "escalated"


def _rungs(clock: Clock) -> list[str]:
    limit = definition_of_version(clock.run.version_id).limit
    return limit.escalate if limit else []


def _next_rung(clock: Clock, rungs: list[str], on: date) -> tuple[int, int] | None:
    """The next rung that somebody stands on, counted from 1, and their post."""
    area_id = clock.run.area_id
    for number in range(clock.escalation, len(rungs)):
        found = area_id and nearest_post(rungs[number], area_id, on)
        if found:
            return number + 1, found
    return None


def _next(clock: Clock, at: datetime | None, pending: Pending) -> None:
    clock.next_action, clock.next_action_at = ("escalate", at) if at else ("", None)
    clock.failures = 0
    pending.change(clock, "next_action", "next_action_at", "failures")


def _line(past: str, clock: Clock, now: datetime, **data: Any) -> Record:
    run = clock.run
    return line(
        f"{run.subject}.{past}",
        subject=(run.subject, run.subject_id),
        actor=SYSTEM,
        at=now,
        step=run.step,
        purpose=clock.purpose,
        due_at=clock.due_at.isoformat(),
        **data,
    )
