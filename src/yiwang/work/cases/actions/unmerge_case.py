"""Take a merged case apart again: it goes on where it stood, its time in between not counted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.work.cases.actions.merge_cases import LONGEST_REASON
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.merging import one_at_a_time, open_merges, take_apart
from yiwang.work.cases.policies import case_to_merge
from yiwang.work.workflows.holding import GONE, Stood, run_to_hold


@transaction.atomic
def unmerge_case(member_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Whatever has become of the other case meanwhile. Needs the power to move cases over it."""
    one_at_a_time()
    granted = case_to_merge(member_id, actor, now)
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Invalid({"reason": _("Say in a few words why they are not the same thing.")})
    merge = open_merges().filter(member=member_id).select_related("primary").first()
    if merge is None:
        raise AlreadyDone(_("This case is not merged with another one any more."))
    run_to_hold(merge.primary.run_id or 0)
    if run_to_hold(granted.case.run_id or 0).outcome in GONE:
        raise AlreadyDone(_("This case was withdrawn, so there is nothing to go back to."))
    take_apart(merge, by=granted.actor.capacity, reason=reason, now=now)
    record(
        "cases.case.unmerged",
        subject=(SUBJECT, member_id),
        actor=granted.actor,
        at=now,
        primary=merge.primary_id,
        number=merge.primary.number,
        reason=reason,
        **Stood(**merge.stood).told,
    )
    record(
        "cases.case.parted",
        subject=(SUBJECT, merge.primary_id),
        actor=granted.actor,
        at=now,
        member=member_id,
        number=granted.case.number,
        reason=reason,
    )
