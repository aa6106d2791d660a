"""A second person approves a grant, or declines it with the reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.work.exchange.money import NotEnough
from yiwang.work.exchange.policies import grant_to_approve


@transaction.atomic
def decide_grant(
    entry_id: int, *, approved: bool, reason: str = "", actor: Actor, now: datetime
) -> None:
    """Refuses whoever asked for it (Forbidden), a fund that holds less by now (NotEnough), and to
    decline without a reason (Invalid)."""
    entry, acting = grant_to_approve(entry_id, actor, timezone.localdate(now))
    if entry.is_approved or entry.declined_because:
        raise AlreadyDone(_("This grant has been decided on already."))
    if not approved and not reason.strip():
        raise Invalid({"reason": _("Say why not: whoever asked reads this.")})
    if approved and entry.amount > entry.fund.balance:
        raise NotEnough(entry.fund.balance)
    entry.is_approved, entry.declined_because = approved, "" if approved else reason.strip()[:300]
    entry.approved_at, entry.approved_as = now, acting.capacity[:200]
    entry.approved_by_id = acting.account_id
    entry.save()
    name = "exchange.fund.granted" if approved else "exchange.fund.declined"
    subject, said = ("exchange.fund", entry.fund_id), str(entry.amount)
    record(name, subject=subject, actor=acting, at=now, amount=said, line=entry.pk)
