"""What being merged means for a case: which one it is answered with, and when that is over.

Locks: the run of the primary first, then those of its members. Merging and taking apart happen one
after another (`one_at_a_time`), so that two people cannot make a chain or a circle.
"""

from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from yiwang.foundation.records.actor import SYSTEM, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.writing import insert, reserve
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.models import Case, Merge, Reply
from yiwang.work.workflows.holding import Stood, ask_reporter, go_on, let_go, run_to_hold

_ALONE = 0x6D657267  # of advisory locks


def one_at_a_time() -> None:
    """Until the transaction ends nobody else merges or takes apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ALONE])


def open_merges() -> QuerySet[Merge]:
    """Those that have not been taken apart."""
    return Merge.objects.filter(unmerged_at=None)


def answer_members(primary_id: int, text: str, *, actor: Actor, now: datetime) -> None:
    """Give every member's reporter the same answer as a reply of their own, and the word."""
    for merge in open_merges().filter(primary=primary_id).order_by("member_id"):
        run = run_to_hold(_run_id(merge.member_id))
        if not run.is_open:
            continue
        [reply_id] = reserve(Reply)
        insert([Reply(id=reply_id, case_id=merge.member_id, text=text, by=actor.capacity, at=now)])
        led = ask_reporter(run, now) if merge.answered_at is None else {}
        merge.answered_at = now
        merge.save(update_fields=["answered_at"])
        _tell("answered_together", merge, actor, now, **led)


def take_apart(merge: Merge, *, by: str, reason: str, now: datetime) -> None:
    """The member goes on where it stood. Called with the run of the primary locked."""
    run = run_to_hold(_run_id(merge.member_id))
    go_on(run, Stood(**merge.stood), now)
    Case.objects.filter(pk=merge.member_id).update(is_open=True, closed_at=None)
    close_merge(merge, by=by, reason=reason, now=now)


def leave_merge(member_id: int, reason: str, now: datetime) -> None:
    """The member goes its own way from here: it is handled again, or is over."""
    merge = open_merges().filter(member=member_id).first()
    if merge is not None:
        let_go(_run_id(member_id), now)
        close_merge(merge, by="", reason=reason, now=now)


def set_members_free(primary_id: int, reason: str, now: datetime) -> None:
    """The primary is over without an answer: each member goes on by itself."""
    unanswered = open_merges().filter(primary=primary_id, answered_at=None)
    for merge in unanswered.order_by("member_id"):
        take_apart(merge, by="", reason=reason, now=now)
        _tell("unmerged", merge, SYSTEM, now, **Stood(**merge.stood).told)


def close_merge(merge: Merge, *, by: str, reason: str, now: datetime) -> None:
    merge.unmerged_at, merge.unmerged_by, merge.unmerge_reason = now, by[:200], reason[:500]
    merge.save(update_fields=["unmerged_at", "unmerged_by", "unmerge_reason"])


def _run_id(case_id: int) -> int:
    run_id = Case.objects.values_list("run_id", flat=True).get(pk=case_id)
    assert run_id is not None  # every case that was taken in has one
    return run_id


def _tell(past: str, merge: Merge, actor: Actor, now: datetime, **data: Any) -> None:
    record(f"cases.case.{past}", subject=(SUBJECT, merge.member_id), actor=actor, at=now, **data)
