"""The figures of a period, for a page, a command or a report."""

from yiwang.insight.measures.behind import cases_behind
from yiwang.insight.measures.figures import by_type, counts_of, figures_below, figures_of, trend

__all__ = [
    "by_type",
    "cases_behind",
    "counts_of",
    "figures_below",
    "figures_of",
    "trend",
]
