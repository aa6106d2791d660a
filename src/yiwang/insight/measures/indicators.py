"""Indicators: a numerator over a denominator, both counts of cases, with what is shown beside them.

The counts and their exact meaning are those of `work.cases.queries.counting.Tally`. A rate is
never printed without its two numbers; one whose denominator is below `PUBLIC_LEAST` is not
published (privacy.md 20).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.work.cases.queries.conduct import Conduct
from yiwang.work.cases.queries.counting import Tally

PUBLIC_LEAST = 30


@dataclass(frozen=True, slots=True)
class Indicator:
    """How a figure is counted. `beside` names counts that must be shown with it."""

    key: str
    name: Sentence
    numerator: str
    denominator: str
    meaning: Sentence
    beside: Sequence[str] = ()


RESOLUTION = Indicator(
    "resolution_rate",
    _("Resolution rate"),
    "solved",
    "accepted",
    _("Cases solved, checked and answered, out of all cases accepted in the period."),
    ("open", "deferred", "closed_dissatisfied", "declined", "waiting", "withdrawn", "voided"),
)
SATISFACTION = Indicator(
    "satisfaction_rate",
    _("Satisfaction rate"),
    "satisfied",
    "rated",
    _("Last ratings of three and more of five, out of all ratings given by reporters."),
    ("unanswered", "ratings_left_out"),
)
ON_TIME = Indicator(
    "on_time_rate",
    _("On-time rate"),
    "in_time",
    "timed",
    _("Cases ended without anybody over a limit, out of those ended and those overdue now."),
    ("late", "late_left_out"),
)
RETURNS = Indicator(
    "return_rate",
    _("Return rate"),
    "returned",
    "dispatched",
    _("Cases that a department gave back, out of all given to departments."),
    ("returns_left_out",),
)
OF_CONDUCT = (ON_TIME, RETURNS)
INDICATORS = (RESOLUTION, SATISFACTION)


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator's value with everything it was computed from."""

    indicator: Indicator
    numerator: int
    denominator: int
    beside: dict[str, int]

    @property
    def percent(self) -> Decimal | None:
        """Two decimals, half up; None when there is nothing to divide by."""
        if not self.denominator:
            return None
        share = Decimal(self.numerator) * 100 / Decimal(self.denominator)
        return share.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @property
    def is_publishable(self) -> bool:
        return self.denominator >= PUBLIC_LEAST


def figure(indicator: Indicator, tally: Tally | Conduct) -> Figure:
    """The value of one indicator over one tally."""
    return Figure(
        indicator,
        getattr(tally, indicator.numerator),
        getattr(tally, indicator.denominator),
        {name: getattr(tally, name) for name in indicator.beside},
    )
