"""The figures of a period, for a page, a command or a report."""

from datetime import datetime, timedelta

from yiwang.insight.measures.indicators import INDICATORS, OF_CONDUCT, Figure, figure
from yiwang.work.cases.queries import visible_cases
from yiwang.work.cases.queries.conduct import conduct_of
from yiwang.work.cases.queries.counting import Cases, Period, tally


def public_figures(period: Period) -> list[Figure]:
    """Every indicator over the whole territory, in one statement."""
    counts = tally(period)
    return [figure(indicator, counts) for indicator in INDICATORS]


def figures_of(period: Period, cases: Cases) -> list[Figure]:
    """Every indicator over chosen cases."""
    counts = tally(period, cases=cases)
    return [figure(indicator, counts) for indicator in INDICATORS]


def figures_for(account_id: int, period: Period, *, now: datetime) -> list[Figure]:
    """Every indicator over the cases that this member of staff may see, those of conduct too."""
    cases = visible_cases(account_id, now)
    counts = conduct_of(period, cases)
    return [*figures_of(period, cases), *(figure(each, counts) for each in OF_CONDUCT)]


def last_year(now: datetime) -> Period:
    """The 365 days up to now."""
    return Period(now - timedelta(days=365), now)
