"""Enter what a fund was given, and by whom."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.models import FundEntry
from yiwang.work.exchange.models.fund import GIFT
from yiwang.work.exchange.money import Gift, faults_of_gift
from yiwang.work.exchange.policies import fund_to_keep


@transaction.atomic
def enter_gift(fund_id: int, gift: Gift, *, actor: Actor, now: datetime) -> FundEntry:
    """The line of the ledger; the same form sent twice is one line. Refuses what cannot be used
    (Invalid) and whoever does not keep the fund (Forbidden)."""
    today = timezone.localdate(now)
    fund, acting = fund_to_keep(fund_id, actor, today)
    if sent := FundEntry.objects.filter(form=gift.form, fund=fund).first():
        return sent
    if faults := faults_of_gift(gift, today):
        raise Invalid(faults)
    entry = FundEntry.objects.create(
        fund=fund,
        kind=GIFT,
        amount=gift.amount,
        on=gift.on,
        words=gift.words.strip(),
        donor_id=gift.donor_id,
        donor_outside=gift.outside.strip(),
        form=gift.form,
        entered_at=now,
        entered_as=acting.capacity[:200],
        entered_by_id=acting.account_id,
    )
    subject = ("exchange.fund", fund.pk)
    said = str(gift.amount)
    record("exchange.fund.given", subject=subject, actor=acting, at=now, amount=said, line=entry.pk)
    return entry
