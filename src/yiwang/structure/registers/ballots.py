"""What a vote needs (effect `ballot`): so much of those entitled take part, and so much of those
taking part agree, by number and, with `by_area`, by the area they own as well.

Shares are written as fractions: `takes_part = "2/3"` and `at_least = "3/4"`, which the share itself
satisfies, or `more_than = "1/2"`, which it does not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence

EFFECT = "ballot"
_SHARE = _("Write a share such as 2/3: more than nothing, at most 1.")
_EITHER = _("Say with at_least or with more_than how many of those taking part have to agree.")


@dataclass(frozen=True, slots=True)
class Threshold:
    """The shares of one kind of vote. `is_above`: more than `agree`; else that share is enough."""

    takes_part: Fraction
    agree: Fraction
    is_above: bool
    by_area: bool

    def suffices(self, agreed: Fraction) -> bool:
        """Whether such a share of those taking part is enough."""
        return agreed > self.agree if self.is_above else agreed >= self.agree


def threshold_of(outcome: Mapping[str, Any]) -> Threshold:  # Any: as the entry says it
    """What an entry without a fault says."""
    is_above = "more_than" in outcome
    agree = outcome["more_than"] if is_above else outcome["at_least"]
    by_area = str(outcome.get("by_area", "")).casefold() in {"true", "yes", "1", "是"}
    return Threshold(Fraction(str(outcome["takes_part"])), Fraction(str(agree)), is_above, by_area)


def fault_of(outcome: Mapping[str, Any]) -> tuple[str, Sentence] | None:  # Any: as above
    """What is wrong with an entry: a column, and what to write there."""
    if ("more_than" in outcome) == ("at_least" in outcome):
        return "at_least", _EITHER
    for name in ("takes_part", "more_than", "at_least"):
        is_asked = name == "takes_part" or name in outcome
        if is_asked and not _is_share(str(outcome.get(name, ""))):
            return name, _SHARE
    return None


def _is_share(text: str) -> bool:
    try:
        return 0 < Fraction(text) <= 1
    except (ValueError, ZeroDivisionError):
        return False
