"""Money as people type it: 12,345.60, 12345.6, １２３４５元. What is none is refused, with what to
write."""

import re
import unicodedata
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.portals.casework.typed import text_of
from yiwang.portals.rules.numbers import day_of

AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,2})?")
NO_AMOUNT = _("Write the yuan as a number, such as 12,345.60: two digits of fen at most.")
NO_DAY = _("Write the day as 2026-12-31.")
NOUGHT = Decimal(0)


def amount_typed(query: QueryDict, faults: dict[str, Sentence]) -> Decimal:
    """The field `amount`; nought, and a fault, where it is none."""
    said = unicodedata.normalize("NFKC", text_of(query, "amount", 30))
    plain = said.replace(" ", "").removeprefix("¥").removesuffix("元")
    if not AMOUNT.fullmatch(plain):
        faults["amount"] = NO_AMOUNT
        return NOUGHT
    return Decimal(plain.replace(",", ""))


def day_typed(query: QueryDict, name: str, faults: dict[str, Sentence]) -> date:
    """The field as a day; the first of all days, and a fault, where it is none."""
    day = day_of(text_of(query, name, 10))
    if day is None:
        faults[name] = NO_DAY
    return day or date.min
