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
from yiwang.insight.measures.suppression import LEAST, hidden, publishable
from yiwang.work.cases.queries.counting import Period, tally

NEWS = timedelta(days=30)
KEPT_SECONDS = 600
LABELS = {
    "open": _("Still open"),
    "deferred": _("Of these set aside until a day"),
    "closed_dissatisfied": _("Closed, the reporter dissatisfied"),
    "declined": _("Not taken up, with an answer why"),
    "waiting": _("Waiting to be taken in"),
    "withdrawn": _("Withdrawn by the reporter"),
    "voided": _("Void, for a reason stated by one office and checked by another"),
    "unanswered": _("Closed without a rating"),
    "ratings_left_out": _("Ratings left out after an appeal, for a stated reason"),
}
NOT_SHOWN = _("too few to show")


@dataclass(frozen=True, slots=True)
class Published:
    """A figure, and the counts beside it as they may be shown."""

    figure: Figure
    beside: list[tuple[Sentence, Sentence]]


def published(period: Period) -> list[Published]:
    """Every figure with a denominator of thirty or more, and what may be shown beside it."""
    figures = publishable(public_figures(period))
    counts = {name: count for figure in figures for name, count in figure.beside.items()}
    shown = shown_counts(counts)
    return [Published(figure, [shown[name] for name in figure.beside]) for figure in figures]


def solved_lately(now: datetime) -> int | None:
    """Cases reported in the last thirty days and solved already; None when fewer than ten."""
    count = cache.get("solved-lately")
    if count is None:
        count = tally(Period(now - NEWS, now)).solved
        cache.set("solved-lately", count, KEPT_SECONDS)
    return int(count) if count >= LEAST else None


def shown_counts(counts: Mapping[str, int]) -> dict[str, tuple[Sentence, Sentence]]:
    """Each count with its label, as it may be shown beside all the others."""
    secret = hidden(counts)
    return {
        name: (LABELS[name], NOT_SHOWN if name in secret else str(count))
        for name, count in counts.items()
    }
