"""Found a fund: what it is for, which body keeps it, and for which area."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.foundation.used_keys import lock_key
from yiwang.work.exchange.models import Fund
from yiwang.work.exchange.policies import keeping_funds
from yiwang.work.exchange.writing import fault_of_words

CODE = re.compile(r"[A-Za-z0-9_-]{1,60}")
LONGEST = {"name": 120, "name_en": 120, "purpose": 500}


@dataclass(frozen=True, slots=True)
class NewFund:
    """`code` stands in the address of its page."""

    code: str
    name: str
    purpose: str
    organization_id: int
    area_id: int
    opened_on: date
    name_en: str = ""


@transaction.atomic
def open_fund(new: NewFund, *, actor: Actor, now: datetime) -> Fund:
    """The fund, which holds nothing yet. Refuses what cannot be used (Invalid), and areas for which
    the actor keeps no funds (Forbidden)."""
    today = timezone.localdate(now)
    acting = keeping_funds(new.area_id, actor, today)
    lock_key(f"exchange.fund {new.code}")
    if faults := _faults(new, today):
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


def _faults(new: NewFund, today: date) -> dict[str, Sentence]:
    faults: dict[str, Sentence] = {}
    for name, most in LONGEST.items():
        if fault := fault_of_words(getattr(new, name), most):
            faults[name] = fault
    if not new.name.strip():
        faults["name"] = _("Say what the fund is called.")
    if not new.purpose.strip():
        faults["purpose"] = _("Say in a sentence what the fund is for: everybody reads it.")
    if not CODE.fullmatch(new.code):
        faults["code"] = _("Use letters, digits and hyphens only, such as linjiang-2026.")
    elif Fund.objects.filter(code=new.code).exists():
        faults["code"] = _("Another fund has this short name. Choose another one.")
    if new.opened_on > today:
        faults["opened_on"] = _("This day has not come yet. Enter it when it has.")
    return faults
