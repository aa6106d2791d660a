"""`yiwang figures`: the program's own indicators, each with its numerator and denominator."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from yiwang.config.cli.main import house

if TYPE_CHECKING:
    from yiwang.insight.measures.indicators import Figure

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--since", type=DAY, help="First day (default: 365 days ago).")
@click.option("--until", type=DAY, help="First day no longer counted (default: now).")
def figures(since: datetime | None, until: datetime | None) -> None:
    """Print every figure of a period."""
    with house():
        from yiwang.insight.measures.queries import public_figures
        from yiwang.work.cases.queries.counting import Period

        end = until.replace(tzinfo=UTC) if until else datetime.now(UTC)
        start = since.replace(tzinfo=UTC) if since else end - timedelta(days=365)
        click.echo(f"{start:%Y-%m-%d} – {end:%Y-%m-%d}")
        show_figures(public_figures(Period(start, end)))


def show_figures(figures: Sequence["Figure"]) -> None:
    """One line a figure: value, numerator / denominator, and what is shown beside it."""
    for figure in figures:
        percent = "–" if figure.percent is None else f"{figure.percent} %"
        beside = ", ".join(f"{name} {number}" for name, number in figure.beside.items())
        ratio = f"{figure.numerator} / {figure.denominator}"
        click.echo(f"{figure.indicator.key:<20}{percent:>9}   = {ratio}   ({beside})")
