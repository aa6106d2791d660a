"""What of the counts is shown in public: nothing below ten, nothing that gives such a count away.

Sources: privacy.md 20 and 22.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.insight.measures.indicators import Figure
from yiwang.insight.measures.queries import public_figures
from yiwang.work.cases.queries.counting import Period, tally

LEAST = 10
NEWS = timedelta(days=30)
KEPT_SECONDS = 600
LABELS = {
    "open": _("Still open"),
    "closed_dissatisfied": _("Closed, the reporter dissatisfied"),
    "declined": _("Not taken up, with an answer why"),
    "waiting": _("Waiting to be taken in"),
    "withdrawn": _("Withdrawn by the reporter"),
    "unanswered": _("Closed without a rating"),
}
NOT_SHOWN = _("too few to show")


@dataclass(frozen=True, slots=True)
class Published:
    """A figure, and the counts beside it as they may be shown."""

    figure: Figure
    beside: list[tuple[Sentence, Sentence]]


def published(period: Period) -> list[Published]:
    """Every figure with a denominator of thirty or more."""
    return [
        Published(figure, shown_counts(figure.beside))
        for figure in public_figures(period)
        if figure.is_publishable
    ]


def solved_lately(now: datetime) -> int | None:
    """Cases reported in the last thirty days and solved already; None when fewer than ten."""
    count = cache.get("solved-lately")
    if count is None:
        count = tally(Period(now - NEWS, now)).solved
        cache.set("solved-lately", count, KEPT_SECONDS)
    return int(count) if count >= LEAST else None


def shown_counts(counts: Mapping[str, int]) -> list[tuple[Sentence, Sentence]]:
    """A count hidden alone could be reckoned from the total: the next smallest hides with it."""
    shown = sorted((count, name) for name, count in counts.items() if count >= LEAST)
    hidden = [name for name, count in counts.items() if 0 < count < LEAST]
    if len(hidden) == 1 and shown:
        hidden.append(shown[0][1])
    return [
        (LABELS[name], NOT_SHOWN if name in hidden else str(count))
        for name, count in counts.items()
    ]
