"""What a fund is founded with, and whether that can be used."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.work.exchange.models import Fund
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


def faults_of_fund(new: NewFund, today: date) -> dict[str, Sentence]:
    """Each field that cannot be used."""
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
