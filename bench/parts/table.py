"""Results as a table: what was measured, its number, its unit."""

import statistics
from collections.abc import Sequence

Row = tuple[str, float, str]  # what was measured, its number, its unit


def show(rows: Sequence[Row]) -> None:
    """One line each; ratios with two places."""
    for name, number, unit in rows:
        shown = f"{number:,.2f}" if number < 10 else f"{number:,.0f}"
        print(f"{name:<52}{shown:>9} {unit}".rstrip())


def middle(numbers: Sequence[float]) -> float:
    """The median of several rounds: other work on the machine disturbs single ones."""
    return statistics.median(numbers)
