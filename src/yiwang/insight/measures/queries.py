"""The figures of a period, for a page, a command or a report."""

from dataclasses import asdict

from yiwang.insight.measures.behind import cases_behind
from yiwang.insight.measures.figures import by_type, counts_of, figures_below, figures_of, trend
from yiwang.insight.measures.indicators import Figure, figure_from, indicators
from yiwang.work.cases.queries.counting import Cases, Period, tally

__all__ = [
    "by_type",
    "cases_behind",
    "counts_of",
    "figures_below",
    "figures_of",
    "figures_of_cases",
    "trend",
]
OF_CASES = ("resolution_rate", "satisfaction_rate")


def figures_of_cases(period: Period, cases: Cases | None = None) -> list[Figure]:
    """Resolution and satisfaction over chosen cases, or all, counted one by one, not from facts."""
    counts = asdict(tally(period, cases=cases))
    return [figure_from(indicators()[key], counts) for key in OF_CASES]
