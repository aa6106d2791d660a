"""Tracks in gutters, lanes above and below: parallel arrows side by side, short ones innermost."""

from collections.abc import Callable, Hashable, Iterable
from typing import Literal

from yiwang.work.workflows.drawing.rows import Rows
from yiwang.work.workflows.drawing.ways import Way

LANE = 27.0
Interval = tuple[float, float]
Group = Literal["near_left", "near_right"]  # which column of boxes a track keeps close to
TrackKey = tuple[int, int]  # identity of the way, gutter


def lanes_of(rows: Rows) -> dict[int, float]:
    """The height of the lane of each way that has one, close to the boxes that it passes."""
    placed: list[tuple[Way, float]] = []
    for way in sorted((way for way in rows.ways if way.lane), key=_length):
        away = -1.0 if way.lane == "top" else 1.0
        y = _beside_boxes(way, rows) + away * LANE
        while any(abs(y - taken) < LANE and _side_by_side(way, other) for other, taken in placed):
            y += away * LANE / 3
        placed.append((way, y))
    return {id(way): y for way, y in placed}


def _span(way: Way) -> Interval:
    """The columns that a lane passes over; gutters count as halves."""
    leaving, entering = way.leaving_gutter, way.entering_gutter
    ends = (
        way.start[0] if leaving is None else leaving - 0.5,
        way.end[0] if entering is None else entering - 0.5,
    )
    return min(ends), max(ends)


def _length(way: Way) -> float:
    first, last = _span(way)
    return last - first


def _beside_boxes(way: Way, rows: Rows) -> float:
    if way.lane == "top":
        return 0.0
    first, last = _span(way)
    return max(map(rows.bottom, range(int(first + 0.5), int(last) + 1)))


def _side_by_side(one: Way, other: Way) -> bool:
    return one.lane == other.lane and _meet(_span(one), _span(other))


def _meet(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def tracks_of(
    ways: Iterable[Way], along: Callable[[Way, int], Interval]
) -> dict[TrackKey, tuple[Group, int]]:
    """For each way and gutter that it runs along: its group, and its number there from 0.

    `along` says from which height to which the way runs in the gutter.
    """
    runs = [
        (way, gutter, group_of(way, gutter), along(way, gutter))
        for way in ways
        for gutter in gutters_of(way)
    ]
    taken: dict[Hashable, list[list[Interval]]] = {}
    tracks: dict[TrackKey, tuple[Group, int]] = {}
    for way, gutter, group, run in sorted(runs, key=lambda run: run[3][1] - run[3][0]):
        tracks[id(way), gutter] = group, _first_free(taken.setdefault((gutter, group), []), run)
    return tracks


def gutters_of(way: Way) -> list[int]:
    """The gutters that a way runs up or down in."""
    found = dict.fromkeys((way.leaving_gutter, way.entering_gutter))
    return [] if way.is_level else [gutter for gutter in found if gutter is not None]


def _first_free(tracks: list[list[Interval]], run: Interval) -> int:
    for number, taken in enumerate(tracks):
        if not any(_meet(run, other) for other in taken):
            taken.append(run)
            return number
    tracks.append([run])
    return len(tracks) - 1


def group_of(way: Way, gutter: int) -> Group:
    """Arrows turn close to where they enter, and those of lanes close to the box they serve.

    The other half of the gutter is left to the label, where the arrow leaves.
    """
    if way.is_within_column:
        return "near_left" if way.leaves == "right" else "near_right"
    if way.lane is None:
        return "near_left" if way.is_back else "near_right"
    side = way.enters if way.entering_gutter == gutter else way.leaves
    return "near_left" if side == "right" else "near_right"
