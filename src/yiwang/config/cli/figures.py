"""`yiwang figures`: the program's own indicators, each with its numerator and denominator."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import click

from yiwang.config.cli.main import house

if TYPE_CHECKING:
    from yiwang.insight.measures.days import Days
    from yiwang.insight.measures.indicators import Figure

DAY = click.DateTime(["%Y-%m-%d"])
SHOWN = (
    "resolution_rate",
    "satisfaction_rate",
    "on_time_rate",
    "return_rate",
    "settling_days",
    "settling_days_own",
)


@click.command()
@click.option("--since", type=DAY, help="First day (default: 365 days ago).")
@click.option("--until", type=DAY, help="Last day (default: today).")
def figures(since: datetime | None, until: datetime | None) -> None:
    """Print the figures of a period, of everything there is."""
    with house():
        from django.utils import timezone

        from yiwang.insight.measures.days import Days

        last = until.date() if until else timezone.localdate()
        first = since.date() if since else last - timedelta(days=365)
        click.echo(f"{first:%Y-%m-%d} – {last:%Y-%m-%d}")
        show_figures(figures_of_everything(Days(first, last)))


def figures_of_everything(days: "Days") -> list["Figure"]:
    """From the kept facts, after taking in what happened last."""
    from django.utils import timezone

    from yiwang.foundation.records.seal import seal_pending
    from yiwang.insight.measures.keeping import keep_up
    from yiwang.insight.measures.queries import figures_of
    from yiwang.insight.measures.subjects import Subject

    now = timezone.now()
    seal_pending(now)
    keep_up(now)
    return figures_of(SHOWN, Subject.everything(), days)


def show_figures(figures: Sequence["Figure"]) -> None:
    """One line a figure: value, numerator / denominator, and what is shown beside it."""
    for figure in figures:
        beside = ", ".join(f"{name} {number}" for name, number in figure.beside.items())
        ratio = f"{figure.numerator} / {figure.denominator}"
        click.echo(f"{figure.indicator.key:<20}{figure.text:>9}   = {ratio}   ({beside})")
