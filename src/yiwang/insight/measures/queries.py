"""The figures of a period, for a page, a command or a report."""

from dataclasses import asdict
from datetime import datetime, timedelta

from yiwang.insight.measures.behind import cases_behind
from yiwang.insight.measures.figures import by_type, counts_of, figures_below, figures_of, trend
from yiwang.insight.measures.indicators import Figure, figure_from, indicators
from yiwang.work.cases.queries import visible_cases
from yiwang.work.cases.queries.conduct import conduct_of
from yiwang.work.cases.queries.counting import Cases, Period, tally

__all__ = [
    "by_type",
    "cases_behind",
    "counts_of",
    "figures_below",
    "figures_for",
    "figures_of",
    "figures_of_cases",
    "last_year",
    "public_figures",
    "trend",
]
OF_CASES = ("resolution_rate", "satisfaction_rate")


def public_figures(period: Period) -> list[Figure]:
    """What is shown to everybody over the whole territory, in one statement."""
    return figures_of_cases(period)


def figures_of_cases(period: Period, cases: Cases | None = None) -> list[Figure]:
    """Resolution and satisfaction over chosen cases, counted one by one rather than from facts."""
    counts = asdict(tally(period, cases=cases))
    return [figure_from(indicators()[key], counts) for key in OF_CASES]


def figures_for(account_id: int, period: Period, *, now: datetime) -> list[Figure]:
    """The same over the cases that this member of staff may see, and how many were given back."""
    cases = visible_cases(account_id, now)
    returns = figure_from(indicators()["return_rate"], asdict(conduct_of(period, cases)))
    return [*figures_of_cases(period, cases), returns]


def last_year(now: datetime) -> Period:
    """The 365 days up to now."""
    return Period(now - timedelta(days=365), now)
