"""`yiwang figures`: the program's own indicators, each with its numerator and denominator."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from yiwang.config.cli.main import house

if TYPE_CHECKING:
    from yiwang.insight.measures.indicators import Figure
    from yiwang.insight.measures.settling import Settling

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--since", type=DAY, help="First day (default: 365 days ago).")
@click.option("--until", type=DAY, help="First day no longer counted (default: now).")
def figures(since: datetime | None, until: datetime | None) -> None:
    """Print every figure of a period."""
    with house():
        from yiwang.insight.measures.queries import figures_of_cases
        from yiwang.insight.measures.settling import settling
        from yiwang.work.cases.queries.counting import Period

        end = until.replace(tzinfo=UTC) if until else datetime.now(UTC)
        start = since.replace(tzinfo=UTC) if since else end - timedelta(days=365)
        click.echo(f"{start:%Y-%m-%d} – {end:%Y-%m-%d}")
        show_figures(figures_of_cases(Period(start, end)))
        show_settling(settling(Period(start, end)))


def show_figures(figures: Sequence["Figure"]) -> None:
    """One line a figure: value, numerator / denominator, and what is shown beside it."""
    for figure in figures:
        percent = "–" if figure.percent is None else f"{figure.percent} %"
        beside = ", ".join(f"{name} {number}" for name, number in figure.beside.items())
        ratio = f"{figure.numerator} / {figure.denominator}"
        click.echo(f"{figure.indicator.key:<20}{percent:>9}   = {ratio}   ({beside})")


def show_settling(found: "Settling") -> None:
    """The mean days to settle a dispute, with and without the time outside."""
    mean = "–" if found.mean is None else f"{found.mean} d"
    ratio = f"{found.days} / {found.settled}"
    beside = f"median {found.median}, without outside {found.own_mean}, open {found.open}, "
    beside += f"not settled {found.unsettled}"
    click.echo(f"{'days_to_settle':<20}{mean:>9}   = {ratio}   ({beside})")
