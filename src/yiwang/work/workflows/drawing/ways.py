"""By which sides an arrow leaves and enters its boxes, and through which free space it runs.

No arrow crosses a box: it runs down or up in the gutters between the columns (gutter `n` is left
of column `n`), across in lanes above and below all boxes, or straight from box to box.
"""

from dataclasses import dataclass
from typing import Literal

from yiwang.work.workflows.drawing.grid import Edge, Grid

Side = Literal["left", "right", "top", "bottom"]
Lane = Literal["top", "bottom"]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Way:
    """`start` and `end` are (column, row). Without a lane and by top or bottom it is straight."""

    edge: Edge
    start: Place
    end: Place
    leaves: Side
    enters: Side
    lane: Lane | None = None

    @property
    def is_back(self) -> bool:
        return self.end <= self.start

    @property
    def leaving_gutter(self) -> int | None:
        return _gutter(self.start, self.leaves)

    @property
    def entering_gutter(self) -> int | None:
        return _gutter(self.end, self.enters)

    @property
    def is_straight_down(self) -> bool:
        """From a box to the one below it."""
        return self.lane is None and self.leaves == "bottom"

    @property
    def is_within_column(self) -> bool:
        return self.start[0] == self.end[0]

    @property
    def is_level(self) -> bool:
        """Straight across one gutter, between neighbours of the same row."""
        return (
            self.lane is None
            and self.start[1] == self.end[1]
            and abs(self.start[0] - self.end[0]) == 1
        )


def _gutter(place: Place, side: Side) -> int | None:
    return {"left": place[0], "right": place[0] + 1}.get(side)


def ways_of(edges: list[Edge], grid: Grid) -> list[Way]:
    """A way for each edge, in their order."""
    places = grid.places()
    return [_way(edge, places[edge.source], places[edge.target], grid) for edge in edges]


def _way(edge: Edge, start: Place, end: Place, grid: Grid) -> Way:
    if start[0] == end[0]:
        return _within_column(edge, start, end)
    if end[0] > start[0]:
        return _forward(edge, start, end)
    return _backward(edge, start, end, grid)


def _within_column(edge: Edge, start: Place, end: Place) -> Way:
    if end[1] == start[1] + 1:
        return Way(edge, start, end, "bottom", "top")
    side: Side = "right" if end[1] >= start[1] else "left"
    return Way(edge, start, end, side, side)


def _forward(edge: Edge, start: Place, end: Place) -> Way:
    if end[0] == start[0] + 1:
        return Way(edge, start, end, "right", "left")
    leaves: Side = "top" if start[1] == 0 else "right"
    enters: Side = "top" if end[1] == 0 else "left"
    return Way(edge, start, end, leaves, enters, "top")


def _backward(edge: Edge, start: Place, end: Place, grid: Grid) -> Way:
    if end[0] == start[0] - 1:
        return Way(edge, start, end, "left", "right")
    leaves: Side = "bottom" if _is_lowest(start, grid) else "left"
    enters: Side = "bottom" if _is_lowest(end, grid) else "right"
    return Way(edge, start, end, leaves, enters, "bottom")


def _is_lowest(place: Place, grid: Grid) -> bool:
    return place[1] == len(grid.columns[place[0]]) - 1
