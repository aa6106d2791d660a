"""A trend as a picture: one line over periods, 0 to 100 points; a table says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT, EDGE = 640, 200, 36


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the line, in the units of the picture."""

    x: int
    y: int
    label: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """`lines` are the heights of the scale; a period without points is absent."""

    dots: list[Dot]
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def path(self) -> str:
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)

    @property
    def lines(self) -> list[tuple[int, int]]:
        return [(value, _height(Decimal(value))) for value in (0, 50, 100)]


def chart_of(periods: Sequence[tuple[str, Decimal | None]]) -> Chart | None:
    """None where fewer than two periods have points: a table says that better."""
    known = [(label, points) for label, points in periods if points is not None]
    if len(known) < 2:
        return None
    step = (WIDTH - 2 * EDGE) / (len(known) - 1)
    dots = [
        Dot(round(EDGE + place * step), _height(points), label, points)
        for place, (label, points) in enumerate(known)
    ]
    return Chart(dots)


def _height(points: Decimal) -> int:
    return round(HEIGHT - EDGE - float(points) / 100 * (HEIGHT - 2 * EDGE))
