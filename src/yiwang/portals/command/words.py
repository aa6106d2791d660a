"""The counts that figures are made from, in words."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from yiwang.insight.measures.indicators import Indicator
from yiwang.insight.measures.words import word_of


def in_words(terms: Iterable[str]) -> str:
    """What a sum of counts counts."""
    return _(", ").join(str(word_of(term)) for term in terms)


def in_unit(indicator: Indicator, value: Decimal) -> str:
    """A value of the indicator as its figures are written."""
    words = {
        "percent": _("%(value)s %%"),
        "days": _("%(value)s days"),
        "hours": _("%(value)s hours"),
        "per_10000": _("%(value)s per 10,000"),
    }
    return words.get(indicator.unit, "%(value)s") % {"value": f"{value:,}"}
