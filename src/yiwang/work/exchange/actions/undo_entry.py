"""Enter a mistake in the ledger back: both lines stay readable."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound
from yiwang.work.exchange.models import FundEntry
from yiwang.work.exchange.models.fund import GRANT, UNDO
from yiwang.work.exchange.money import NotEnough
from yiwang.work.exchange.policies import NO_ENTRY, fund_to_keep


@transaction.atomic
def undo_entry(entry_id: int, words: str, form: UUID, *, actor: Actor, now: datetime) -> FundEntry:
    """The line that takes it back. Refuses a second time (AlreadyDone), no reason (Invalid), and to
    take back a gift that is spent (NotEnough)."""
    today = timezone.localdate(now)
    found = FundEntry.objects.filter(pk=entry_id).exclude(kind=UNDO).first()
    if found is None:
        raise NotFound(NO_ENTRY)
    fund, acting = fund_to_keep(found.fund_id, actor, today)
    if sent := FundEntry.objects.filter(form=form, fund=fund).first():
        return sent
    if not found.is_approved or FundEntry.objects.filter(undoes=found).exists():
        raise AlreadyDone(_("This line counts no more. Look at the ledger again."))
    if not words.strip():
        raise Invalid({"words": _("Say what was wrong: everybody reads the ledger.")})
    if found.kind != GRANT and found.amount > fund.balance:
        raise NotEnough(fund.balance)
    entry = FundEntry.objects.create(
        fund=fund,
        kind=UNDO,
        undoes=found,
        amount=found.amount,
        on=today,
        words=words.strip()[:300],
        form=form,
        entered_at=now,
        entered_as=acting.capacity[:200],
        entered_by_id=acting.account_id,
    )
    subject = ("exchange.fund", fund.pk)
    record("exchange.fund.undone", subject=subject, actor=acting, at=now, line=found.pk)
    return entry
