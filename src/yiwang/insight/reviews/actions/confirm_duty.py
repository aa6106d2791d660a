"""Confirm a reported duty, or refuse it with a reason: never by who reported it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.answering import still_open
from yiwang.insight.reviews.policies import confirming, result_to_see


@transaction.atomic
def confirm_duty(
    reviewed_id: int, key: str, *, is_confirmed: bool, why: str = "", actor: Actor, now: datetime
) -> bool:
    """Whether it changed. Refuses who does not confirm there (Forbidden, NotFound), an entry that
    was not reported, and a refusal without a reason (Invalid)."""
    today = timezone.localdate(now)
    seen, subject = result_to_see(reviewed_id, actor.account_id or 0, today)
    actor = confirming(seen.round, subject, actor, today)
    reviewed = still_open(reviewed_id)
    entry = reviewed.duties.filter(key=key).first()
    if entry is None or entry.is_done is None:
        raise NotFound(_("This duty was not reported yet."))
    why = why.strip()[:300]
    if not is_confirmed and not why:
        raise Invalid({key: _("Please say why you do not confirm it.")})
    if (entry.is_confirmed, entry.why) == (is_confirmed, why):
        return False
    entry.is_confirmed, entry.why = is_confirmed, why
    entry.confirmed_by_id, entry.confirmed_as = actor.account_id, actor.capacity
    entry.confirmed_at = now
    entry.save()
    record(
        "reviews.duty.confirmed" if is_confirmed else "reviews.duty.refused",
        subject=("reviews.reviewed", reviewed_id),
        actor=actor,
        at=now,
        entry=key,
        why=why,
    )
    return True
