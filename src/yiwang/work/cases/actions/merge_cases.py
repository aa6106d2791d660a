"""Merge a case into another one that is the same thing: it is answered with it (并案)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.merging import one_at_a_time, open_merges
from yiwang.work.cases.models import Case, Merge
from yiwang.work.cases.policies import case_to_merge
from yiwang.work.workflows.holding import hold, run_to_hold, waits_for_reporter

LONGEST_REASON = 500


class CannotBeMerged(Refusal):
    """These two cases may not be one."""

    code = "cannot_be_merged"


@dataclass(frozen=True, slots=True)
class MergeCases:
    """`member_id` is to be answered with `primary_id`."""

    primary_id: int
    member_id: int
    reason: str


@transaction.atomic
def merge_cases(wanted: MergeCases, *, actor: Actor, now: datetime) -> None:
    """Needs the power to move cases over both. Refuses chains, confidential and ended cases."""
    one_at_a_time()
    primary = case_to_merge(wanted.primary_id, actor, now)
    member = case_to_merge(wanted.member_id, actor, now)
    reason = _checked(wanted)
    _check_pair(primary.case, member.case)
    for case in (primary.case, member.case):
        _check_under_lock(case)
    if open_merges().filter(primary=member.case).exists():
        raise CannotBeMerged(
            _("Others are merged into this case. Take them apart first, or merge the other way.")
        )
    stood = hold(run_to_hold(member.case.run_id or 0), now)
    Merge.objects.create(
        primary=primary.case,
        member=member.case,
        stood=stood.kept,
        merged_at=now,
        merged_by=member.actor.capacity[:200],
        reason=reason,
    )
    subject = (SUBJECT, member.case.pk)
    record(
        "cases.case.merged",
        subject=subject,
        actor=member.actor,
        at=now,
        primary=primary.case.pk,
        number=primary.case.number,
        reason=reason,
    )
    record(
        "cases.case.joined",
        subject=(SUBJECT, primary.case.pk),
        actor=primary.actor,
        at=now,
        member=member.case.pk,
        number=member.case.number,
        reason=reason,
    )


def _checked(wanted: MergeCases) -> str:
    reason = wanted.reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid({"reason": _("Say in a few words why they are the same thing.")})
    return reason


def _check_pair(primary: Case, member: Case) -> None:
    if primary.pk == member.pk:
        raise CannotBeMerged(_("A case cannot be merged with itself. Choose another one."))
    if any(case.type and case.type.hides_cases for case in (primary, member)):
        raise CannotBeMerged(_("A confidential case is never put together with another one."))
    if member.parent_id or Case.objects.filter(parent=member).exists():
        raise CannotBeMerged(_("This case is in parts, or a part itself. It cannot be merged."))
    if primary.is_rehearsal != member.is_rehearsal:
        raise CannotBeMerged(_("A rehearsal is never put together with a real case."))


def _check_under_lock(case: Case) -> None:
    """Refuses what somebody else has just ended, merged, or answered."""
    run = run_to_hold(case.run_id or 0)
    if not run.is_open:
        raise AlreadyDone(_("Case %(number)s is closed already.") % {"number": case.number})
    if waits_for_reporter(run):
        sentence = _("Case %(number)s has been answered already.")
        raise CannotBeMerged(sentence % {"number": case.number})
    if open_merges().filter(member=case.pk).exists():
        sentence = _("Case %(number)s is merged into another one already.")
        raise AlreadyDone(sentence % {"number": case.number})
