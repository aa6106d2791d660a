"""The line and the label of each arrow."""

from dataclasses import dataclass
from typing import Literal

from yiwang.work.workflows.drawing.frame import Frame
from yiwang.work.workflows.drawing.grid import Edge
from yiwang.work.workflows.drawing.ports import SMALL_LINE, label_lines
from yiwang.work.workflows.drawing.ways import Place, Side, Way

Point = tuple[float, float]
PORT_GAP = 24.0


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of text; (x, y) is the baseline of the last one."""

    lines: list[str]
    x: float
    y: float
    anchor: Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line of right angles from box to box."""

    edge: Edge
    points: list[Point]
    label: Label
    is_back: bool


def arrows_of(frame: Frame) -> list[Arrow]:
    """Every arrow of the frame."""
    return [
        Arrow(way.edge, points := _points(way, frame), _label(way, points, frame), way.is_back)
        for way in frame.rows.ways
    ]


def _points(way: Way, frame: Frame) -> list[Point]:
    start, end = _port(way, way.start, way.leaves, frame), _port(way, way.end, way.enters, frame)
    if way.is_level or way.is_straight_down:
        return [start, end]
    bends: list[Point] = []
    if way.leaving_gutter is not None:
        bends.append((frame.track_x(way, way.leaving_gutter), start[1]))
    if way.lane:
        bends.append((bends[-1][0] if bends else start[0], frame.lanes[id(way)]))
        turn = end[0] if way.entering_gutter is None else frame.track_x(way, way.entering_gutter)
        bends.append((turn, frame.lanes[id(way)]))
    if way.entering_gutter is not None:
        bends.append((bends[-1][0], end[1]))
    return [start, *bends, end]


def _port(way: Way, place: Place, side: Side, frame: Frame) -> Point:
    column, row = place
    left, right = frame.box_left(column), frame.box_left(column) + frame.measures.box
    if side == "left":
        return left, frame.rows.port(way, column, place)
    if side == "right":
        return right, frame.rows.port(way, column + 1, place)
    top = frame.rows.tops[row]
    y = top if side == "top" else top + frame.rows.heights[row]
    return (left + right) / 2 + _shift(way, place, side, frame), y


def _shift(way: Way, place: Place, side: Side, frame: Frame) -> float:
    """How far from the middle of its side a lane's port is."""
    if way.lane is None:
        return 0.0
    sharing = [
        other
        for other in frame.rows.ways
        if other.lane and (place, side) in ((other.start, other.leaves), (other.end, other.enters))
    ]
    sharing.sort(key=lambda other: _port_order(other, place, frame))
    return (sharing.index(way) - (len(sharing) - 1) / 2) * PORT_GAP


def _port_order(way: Way, place: Place, frame: Frame) -> tuple[bool, float]:
    """Lanes that go left keep left, the nearest first; those that go right the farthest first."""
    other = way.end if place == way.start else way.start
    distance = abs(frame.lanes[id(way)])
    return (True, -distance) if other[0] > place[0] else (False, distance)


def _label(way: Way, points: list[Point], frame: Frame) -> Label:
    (x, y), end_x = points[0], points[-1][0]
    if way.lane:
        corner = next(point for point in points if point[1] == frame.lanes[id(way)])
        anchor: Literal["start", "end"] = "end" if way.is_back else "start"
        return Label(
            [way.edge.label], corner[0] + (-9 if way.is_back else 9), corner[1] - 5, anchor
        )
    if way.is_straight_down:
        lines = frame.rows.label_beside(way)
        return Label(lines, x + 8, y + 14 + (len(lines) - 1) * SMALL_LINE, "start")
    lines = label_lines(way, frame.measures.room)
    if way.is_level:
        return Label(lines, (x + end_x) / 2, y - 5, "middle")
    if way.leaves == "right":
        return Label(lines, x + 6, y - 5, "start")
    return Label(lines, x - 6, y - 5, "end")
