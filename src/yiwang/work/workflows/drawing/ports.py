"""Where on the side of a box each arrow leaves or enters, so that arrows neither touch nor cross.

Ports on the left and right are slots of one gutter and one row: neighbours share them, which
keeps the way between them straight. A slot is as high as the label that stands over the arrow.
"""

from collections.abc import Callable
from dataclasses import dataclass

from yiwang.work.workflows.drawing.text import LINE_HEIGHT, SMALL_SIZE
from yiwang.work.workflows.drawing.ways import Way

SMALL_LINE = SMALL_SIZE * LINE_HEIGHT
BARE_SLOT = 14.0
ABOVE, BELOW = -1000, 1000  # rows of the lanes
Cell = tuple[int, int]  # gutter, row


@dataclass(frozen=True, slots=True)
class Slot:
    """The port of a way in one gutter, `offset` below the middle of its row."""

    way: Way
    offset: float


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of all gutters. `heights` is the room that a row needs for them."""

    by_cell: dict[Cell, list[Slot]]

    def offset(self, way: Way, cell: Cell) -> float:
        return next(slot.offset for slot in self.by_cell[cell] if slot.way is way)

    def height(self, row: int) -> float:
        """Room for the slots of a row on both sides of their middle."""
        offsets = [
            abs(slot.offset)
            for (_, of_row), slots in self.by_cell.items()
            if of_row == row
            for slot in slots
        ]
        return 2 * max(offsets, default=0.0)


def label_lines(way: Way, room: float) -> list[str]:
    """The label of a way in its gutter; the labels of lanes stand in the lane."""
    return [] if way.lane else way.edge.wrapped(SMALL_SIZE, room)


def slots_of(ways: list[Way], label_room: float) -> Slots:
    """The slots in every gutter and row that a way touches."""
    touched: dict[Cell, dict[int, Way]] = {}
    for way in ways:
        for cell in cells_of(way):
            touched.setdefault(cell, {})[id(way)] = way
    return Slots(
        {
            cell: _stacked(sorted(cell_ways.values(), key=_order_in(cell)), cell, label_room)
            for cell, cell_ways in touched.items()
        }
    )


def cells_of(way: Way) -> list[Cell]:
    """The cells where the way has a port: of leaving first, of entering second."""
    ends = ((way.leaving_gutter, way.start), (way.entering_gutter, way.end))
    return [(gutter, place[1]) for gutter, place in ends if gutter is not None]


def _order_in(cell: Cell) -> Callable[[Way], tuple[int, int, bool]]:
    """From the top: what comes from or goes to above, the level ones, what goes below.

    Within a column the farther row has the outer track, hence the reversed order.
    """

    def order(way: Way) -> tuple[int, int, bool]:
        distance = _other_row(way, cell) - cell[1]
        sign = (distance > 0) - (distance < 0)
        return sign, -distance if way.is_within_column else distance, way.is_back

    return order


def _other_row(way: Way, cell: Cell) -> int:
    if way.lane:
        return ABOVE if way.lane == "top" else BELOW
    if way.start == way.end:
        return cell[1]
    return way.end[1] if way.start[1] == cell[1] else way.start[1]


def _stacked(ways: list[Way], cell: Cell, label_room: float) -> list[Slot]:
    heights = [_height(way, cell, label_room) for way in ways]
    top = -sum(heights) / 2
    slots = []
    for way, height in zip(ways, heights, strict=True):
        top += height
        slots.append(Slot(way, top - BARE_SLOT / 2))
    return slots


def _height(way: Way, cell: Cell, label_room: float) -> float:
    """A label stands over the arrow where it leaves, or between neighbours."""
    if cells_of(way)[0] != cell:
        return BARE_SLOT
    return BARE_SLOT + SMALL_LINE * len(label_lines(way, label_room))
