"""All coordinates of a drawing: rows and lanes from above, gutters and columns from the left."""

from dataclasses import dataclass
from functools import cached_property

from yiwang.work.workflows.drawing.channels import (
    Group,
    Interval,
    TrackKey,
    gutters_of,
    lanes_of,
    tracks_of,
)
from yiwang.work.workflows.drawing.rows import Measures, Rows
from yiwang.work.workflows.drawing.ways import Way

TRACK, FIRST_TRACK, MARGIN = 9.0, 14.0, 20.0


@dataclass
class Frame:
    """What boxes and arrows are drawn by."""

    rows: Rows

    @property
    def measures(self) -> Measures:
        return self.rows.measures

    @cached_property
    def lanes(self) -> dict[int, float]:
        return lanes_of(self.rows)

    @cached_property
    def tracks(self) -> dict[TrackKey, tuple[Group, int]]:
        return tracks_of(self.rows.ways, self._along)

    def _along(self, way: Way, gutter: int) -> Interval:
        ends = ((way.leaving_gutter, way.start), (way.entering_gutter, way.end))
        ys = [self.rows.port(way, gutter, place) for of, place in ends if of == gutter]
        if way.lane:
            ys.append(self.lanes[id(way)])
        return min(ys), max(ys)

    @cached_property
    def gutters(self) -> list[tuple[float, float]]:
        """The left and right edge of each gutter."""
        x, edges = 0.0, []
        for gutter in range(len(self.rows.grid.columns) + 1):
            width = self._gutter_width(gutter)
            edges.append((x, x + width))
            x += width + self.measures.box
        return edges

    def _gutter_width(self, gutter: int) -> float:
        counts = [self._count(gutter, "near_left"), self._count(gutter, "near_right")]
        more = sum(max(count - 1, 0) for count in counts) * TRACK
        beside_labels = self.measures.room + FIRST_TRACK + more + TRACK
        if 0 < gutter < len(self.rows.grid.columns):
            widened = beside_labels + TRACK if self._turns_within(gutter) else 0.0
            return max(self.measures.gutter + more, widened)
        return beside_labels if any(counts) else MARGIN

    def _turns_within(self, gutter: int) -> bool:
        """Whether an arrow of one column runs outside the labels of this gutter."""
        return any(way.is_within_column and gutter in gutters_of(way) for way in self.rows.ways)

    def _count(self, gutter: int, group: Group) -> int:
        tracks = self.tracks.items()
        return max((n + 1 for (_, g), (of, n) in tracks if (g, of) == (gutter, group)), default=0)

    def track_x(self, way: Way, gutter: int) -> float:
        """Where the way runs up or down in the gutter."""
        group, number = self.tracks[id(way), gutter]
        left, right = self.gutters[gutter]
        inset = self.measures.room + 6 if way.is_within_column else FIRST_TRACK
        inset += TRACK * number
        return left + inset if group == "near_left" else right - inset

    def box_left(self, column: int) -> float:
        """The left edge of the boxes of a column."""
        return self.gutters[column][1]

    @property
    def width(self) -> float:
        return self.gutters[-1][1]
