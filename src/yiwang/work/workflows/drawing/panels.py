"""The stages behind the steps: a panel with a heading for each."""

from dataclasses import dataclass

from yiwang.work.workflows.definition.schema import Stage
from yiwang.work.workflows.drawing.frame import Frame
from yiwang.work.workflows.drawing.rows import HEADING
from yiwang.work.workflows.drawing.text import wrapped
from yiwang.work.workflows.wording import in_words

HEADING_SIZE = 14.0
HEADING_LINE = 19.0
INSET = 12.0


@dataclass(frozen=True, slots=True)
class Panel:
    """A stage with the lines of its heading; `text_x` is where they begin."""

    key: str
    lines: list[str]
    text_x: float
    x: float
    y: float
    width: float
    height: float


def panels_of(frame: Frame, top: float, bottom: float) -> list[Panel]:
    """The panels, from `top` to `bottom` where stages are columns; above them the headings."""
    if frame.rows.grid.is_vertical:
        return _bands(frame, bottom)
    headings = [
        wrapped(_name(stage, number), HEADING_SIZE, _right(frame, last) - frame.box_left(first) - 4)
        for number, (stage, first, last) in enumerate(frame.rows.grid.spans, 1)
    ]
    heading = max(map(len, headings)) * HEADING_LINE + 2 * INSET
    return [
        Panel(
            stage.key,
            lines,
            frame.box_left(first),
            left := _left(frame, first),
            top - heading,
            _right(frame, last) - left,
            bottom - top + heading,
        )
        for (stage, first, last), lines in zip(frame.rows.grid.spans, headings, strict=True)
    ]


def _bands(frame: Frame, bottom: float) -> list[Panel]:
    tops = [frame.rows.tops[first] - HEADING for _, first, _ in frame.rows.grid.spans]
    ends = [*tops[1:], bottom]
    return [
        Panel(stage.key, [_name(stage, number)], INSET, 0, top, frame.width, end - top)
        for number, ((stage, _, _), top, end) in enumerate(
            zip(frame.rows.grid.spans, tops, ends, strict=True), 1
        )
    ]


def _name(stage: Stage, number: int) -> str:
    return f"{number} {in_words(stage.name, stage.name_en)}"


def _left(frame: Frame, column: int) -> float:
    left, right = frame.gutters[column]
    return 0.0 if column == 0 else (left + right) / 2


def _right(frame: Frame, column: int) -> float:
    return frame.width if column + 2 == len(frame.gutters) else _left(frame, column + 1)
