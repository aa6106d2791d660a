"""Whoever took something on says that it is done, what was done, and in how many hours."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.policies import claim_to_carry_on
from yiwang.work.exchange.states import ClaimState, check_claim_move
from yiwang.work.exchange.writing import fault_of_words

MOST_HOURS = Decimal(1000)


@transaction.atomic
def report_claim(
    claim_id: int, report: str, hours: Decimal | None = None, *, actor: Actor, now: datetime
) -> None:
    """Refuses to say nothing, and hours that cannot be (Invalid)."""
    claim, acting = claim_to_carry_on(claim_id, actor, timezone.localdate(now))
    check_claim_move(claim.state, ClaimState.DONE)
    if not report.strip():
        raise Invalid({"report": _("Say in a sentence what was done.")})
    if fault := fault_of_words(report, 2000):
        raise Invalid({"report": fault})
    if hours is not None and not 0 < hours <= MOST_HOURS:
        raise Invalid({"hours": _("Say the hours as a number, more than nought.")})
    claim.state, claim.report, claim.hours = ClaimState.DONE, report.strip(), hours
    claim.done_at, claim.reason, claim.reported_by_id = now, "", acting.account_id
    claim.save()
    subject = ("exchange.claim", claim.pk)
    record("exchange.claim.reported", subject=subject, actor=acting, at=now, card=claim.card_id)
