"""Found a fund: what it is for, which body keeps it, and for which area."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.foundation.used_keys import lock_key
from yiwang.work.exchange.founding import NewFund, faults_of_fund
from yiwang.work.exchange.models import Fund
from yiwang.work.exchange.policies import keeping_funds


@transaction.atomic
def open_fund(new: NewFund, *, actor: Actor, now: datetime) -> Fund:
    """The fund, which holds nothing yet. Refuses what cannot be used (Invalid), and areas for which
    the actor keeps no funds (Forbidden)."""
    today = timezone.localdate(now)
    acting = keeping_funds(new.area_id, actor, today)
    lock_key(f"exchange.fund {new.code}")
    if faults := faults_of_fund(new, today):
        raise Invalid(faults)
    fund = Fund.objects.create(
        code=new.code,
        name=new.name.strip(),
        name_en=new.name_en.strip(),
        purpose=new.purpose.strip(),
        organization_id=new.organization_id,
        area_id=new.area_id,
        opened_on=new.opened_on,
    )
    record(
        "exchange.fund.opened",
        subject=("exchange.fund", fund.pk),
        actor=acting,
        at=now,
        area=fund.area_id,
        organization=fund.organization_id,
    )
    return fund
