"""Indicators: how a figure is counted, as data; and figures: one value with all it was made from.

A rate is never shown without its two numbers.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.foundation.configuration.kept import kept
from yiwang.insight.measures.models import LocalIndicator
from yiwang.insight.measures.words import word_of

STANDARD = Path(__file__).parent / "standard.toml"
SCALES = {
    "percent": Decimal(100),
    "per_10000": Decimal(10_000),
    "days": 1 / Decimal(86_400),
    "hours": 1 / Decimal(3_600),
    "count": Decimal(1),
    "mean": Decimal(1),
}
PLACES = {"percent": "0.01", "per_10000": "0.1", "days": "0.1", "hours": "0.1", "mean": "0.01"}
PERIODS = ("reported", "ended", "due", "given", "standing")


@dataclass(frozen=True, slots=True)
class Indicator:
    """`numerator` and `denominator` name what is summed, with "-" before what is subtracted."""

    key: str
    name: str
    unit: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    name_en: str = ""
    beside: tuple[str, ...] = ()
    always: tuple[str, ...] = ()  # of these, without which it is shown nowhere
    period: str = "reported"
    better: str = ""  # more, less
    source: str = ""
    meaning: str = ""
    meaning_en: str = ""
    percentile: int | None = None  # of the hours to the end, instead of a quotient
    words: Mapping[str, str] = field(default_factory=dict, hash=False)  # of terms, where it says so
    words_en: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def label(self) -> str:
        return self.name_en if self.name_en and _is_english() else self.name

    @property
    def explained(self) -> str:
        return self.meaning_en if self.meaning_en and _is_english() else self.meaning

    def word_of(self, term: str) -> str:
        """What a number is called here: in its own words, else as everywhere."""
        name = term.removeprefix("-")
        own = self.words_en.get(name) if _is_english() else None
        return own or self.words.get(name) or str(word_of(name))

    @property
    def needs(self) -> tuple[str, ...]:
        """Every name that its value or what stands beside it is made from."""
        terms = (*self.numerator, *self.denominator)
        return tuple(dict.fromkeys([*(term.removeprefix("-") for term in terms), *self.beside]))


@dataclass(frozen=True, slots=True)
class Figure:
    """One value. `value` is None where there is nothing to divide by, or a source says nothing."""

    indicator: Indicator
    numerator: int
    denominator: int
    beside: Mapping[str, int] = field(default_factory=dict)
    is_known: bool = True
    counts: Mapping[str, int | None] = field(default_factory=dict)  # all it was made from

    @property
    def value(self) -> Decimal | None:
        """In the unit of the indicator, rounded half up."""
        indicator = self.indicator
        if not self.is_known or (self._divides and not self.denominator):
            return None
        if indicator.percentile is not None:
            return Decimal(self.numerator)
        value = Decimal(self.numerator) * SCALES[indicator.unit]
        if self._divides:
            value /= Decimal(self.denominator)
        places = PLACES.get(indicator.unit)
        return value.quantize(Decimal(places), ROUND_HALF_UP) if places else value

    @property
    def always(self) -> Mapping[str, int]:
        """What stands beside it wherever it is shown."""
        return {name: self.beside[name] for name in self.indicator.always}

    @property
    def text(self) -> str:
        """The value with its unit, in the reader's language; a dash where there is none."""
        value = self.value
        if value is None:
            return "–"
        return {
            "percent": _("%(value)s %%"),
            "days": _("%(value)s days"),
            "hours": _("%(value)s hours"),
            "per_10000": _("%(value)s per 10,000"),
        }.get(self.indicator.unit, "%(value)s") % {"value": f"{value:,}"}

    @property
    def _divides(self) -> bool:
        return bool(self.indicator.denominator)


@kept
def indicators() -> dict[str, Indicator]:
    """All of them by key, the standard ones first; what a territory says itself comes instead."""
    own = LocalIndicator.objects.order_by("position").values_list("definition", flat=True)
    return {**standard(), **{each["key"]: indicator_of(each) for each in own}}


@cache
def standard() -> Mapping[str, Indicator]:
    """Those that every territory has, by key."""
    listed = tomllib.loads(STANDARD.read_text("utf-8"))["indicators"]
    return {each["key"]: indicator_of(each) for each in listed}


def local_keys() -> list[str]:
    """Those that this territory adds to the standard ones."""
    return [key for key in indicators() if key not in standard()]


def indicator_of(table: Mapping[str, Any]) -> Indicator:
    """An indicator from its table in TOML."""
    given = dict(table)
    for name in ("numerator", "denominator", "beside", "always"):
        given[name] = tuple(given.get(name, ()))
    return Indicator(**given)


def figure_from(indicator: Indicator, counts: Mapping[str, int | None]) -> Figure:
    """The figure that these counts make."""
    sums = [_sum(terms, counts) for terms in (indicator.numerator, indicator.denominator)]
    numerator, denominator = (each or 0 for each in sums)
    beside = {name: counts.get(name) or 0 for name in indicator.beside}
    is_known = None not in sums
    return Figure(indicator, numerator, denominator, beside, is_known, dict(counts))


def _sum(terms: tuple[str, ...], counts: Mapping[str, int | None]) -> int | None:
    total = 0
    for term in terms:
        count = counts[term.removeprefix("-")]
        if count is None:
            return None
        total += -count if term.startswith("-") else count
    return total


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
