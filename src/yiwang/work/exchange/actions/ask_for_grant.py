"""Ask that a fund pays for a project, or enter what of a grant was not needed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.work.exchange.models import Fund, FundEntry
from yiwang.work.exchange.models.fund import BACK, GRANT
from yiwang.work.exchange.money import NotEnough, Payment, faults_of_payment
from yiwang.work.exchange.policies import fund_to_keep
from yiwang.work.exchange.queries.funds import granted


@transaction.atomic
def ask_for_grant(fund_id: int, payment: Payment, *, actor: Actor, now: datetime) -> FundEntry:
    """The line, which counts once a second person has approved it; what comes back counts at once.
    Refuses what is no project, more than the fund holds (NotEnough) or the project was granted."""
    today = timezone.localdate(now)
    fund, acting = fund_to_keep(fund_id, actor, today)
    if sent := FundEntry.objects.filter(form=payment.form, fund=fund).first():
        return sent
    if faults := faults_of_payment(payment, today):
        raise Invalid(faults)
    _check_amount(fund, payment)
    entry = FundEntry.objects.create(
        fund=fund,
        kind=BACK if payment.is_back else GRANT,
        amount=payment.amount,
        on=payment.on,
        words=payment.words.strip(),
        card_id=payment.card_id,
        form=payment.form,
        is_approved=payment.is_back,
        entered_at=now,
        entered_as=acting.capacity[:200],
        entered_by_id=acting.account_id,
    )
    name = "exchange.fund.paid_back" if payment.is_back else "exchange.fund.asked"
    subject, said = ("exchange.fund", fund.pk), str(payment.amount)
    record(name, subject=subject, actor=acting, at=now, amount=said, line=entry.pk)
    return entry


def _check_amount(fund: Fund, payment: Payment) -> None:
    if not payment.is_back and payment.amount > fund.balance:
        raise NotEnough(fund.balance)
    if payment.is_back and payment.amount > (had := granted(payment.card_id, fund.pk)):
        said = _("The project was granted %(had)s yuan of this fund; no more can come back.")
        raise Invalid({"amount": said % {"had": f"{had:,.2f}"}})
