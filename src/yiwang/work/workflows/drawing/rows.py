"""How high each row and each gap between rows is.

Row 0 begins at y = 0; what stands above it, lanes and headings, has negative y.
"""

from dataclasses import dataclass
from functools import cached_property

from yiwang.work.workflows.drawing.grid import Grid
from yiwang.work.workflows.drawing.ports import SMALL_LINE, Slots, slots_of
from yiwang.work.workflows.drawing.text import SMALL_SIZE
from yiwang.work.workflows.drawing.ways import Place, Way

ROW_GAP, HEADING = 40.0, 44.0


@dataclass(frozen=True, slots=True)
class Measures:
    """What differs between the wide and the narrow drawing. `room` is for labels in a gutter."""

    box: float
    room: float
    gutter: float


WIDE = Measures(box=150, room=90, gutter=108)
NARROW = Measures(box=162, room=68, gutter=104)


@dataclass
class Rows:
    """The heights of everything, from the texts in the boxes and the labels between them."""

    grid: Grid
    ways: list[Way]
    text_heights: dict[str, float]  # of the boxes, by step
    measures: Measures

    @cached_property
    def slots(self) -> Slots:
        return slots_of(self.ways, self.measures.room)

    @cached_property
    def heights(self) -> list[float]:
        columns = self.grid.columns
        return [
            max(
                self.slots.height(row) + 24,
                *(self.text_heights[keys[row]] for keys in columns if row < len(keys)),
            )
            for row in range(max(map(len, columns), default=0))
        ]

    @cached_property
    def tops(self) -> list[float]:
        tops, y = [], 0.0
        for row, height in enumerate(self.heights):
            tops.append(y)
            y += height + self._gap_below(row)
        return tops

    def _gap_below(self, row: int) -> float:
        straight = [way for way in self.ways if way.is_straight_down and way.start[1] == row]
        lines = max((len(self.label_beside(way)) for way in straight), default=0)
        begins = self.grid.is_vertical and any(row + 1 == first for _, first, _ in self.grid.spans)
        return max(ROW_GAP, lines * SMALL_LINE + 24) + (HEADING if begins else 0.0)

    def label_beside(self, way: Way) -> list[str]:
        """The label beside a straight arrow to the step below."""
        return way.edge.wrapped(SMALL_SIZE, self.measures.box / 2 + 30)

    def bottom(self, column: int) -> float:
        """Where the lowest box of a column ends."""
        last = len(self.grid.columns[column]) - 1
        return self.tops[last] + self.heights[last] if last >= 0 else 0.0

    def port(self, way: Way, gutter: int, place: Place) -> float:
        """The height of the port of a way in a gutter; a way back to itself enters lower."""
        row = place[1]
        lower = 12.0 if way.start == way.end and gutter == way.entering_gutter else 0.0
        return (
            self.tops[row] + self.heights[row] / 2 + self.slots.offset(way, (gutter, row)) + lower
        )
