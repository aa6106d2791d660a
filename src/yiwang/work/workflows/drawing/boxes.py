"""What stands in the box of a step: its name, and how long it may take."""

from dataclasses import dataclass

from django.utils.translation import ngettext_lazy

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.work.workflows.definition.schema import Definition, Step, TimeLimit
from yiwang.work.workflows.drawing.frame import Frame
from yiwang.work.workflows.drawing.ports import SMALL_LINE
from yiwang.work.workflows.drawing.text import LINE_HEIGHT, NAME_SIZE, SMALL_SIZE, wrapped
from yiwang.work.workflows.wording import in_words

NAME_LINE = NAME_SIZE * LINE_HEIGHT
PADDING = 12.0
MIN_HEIGHT = 60.0


@dataclass(frozen=True, slots=True)
class Words:
    """The lines of a box: the name larger, the note smaller."""

    name: list[str]
    note: list[str]

    @property
    def height(self) -> float:
        text = len(self.name) * NAME_LINE + len(self.note) * SMALL_LINE
        return max(MIN_HEIGHT, text + 2 * PADDING)


@dataclass(frozen=True, slots=True)
class Box:
    """A step with its place on the picture."""

    key: str
    kind: str
    words: Words
    x: float
    y: float
    width: float
    height: float


def words_of(step: Step, box_width: float) -> Words:
    """The words of a step, broken to the width of its box."""
    room = box_width - 2 * PADDING
    name = in_words(step.name, step.name_en)
    note = limit_in_words(step.resolve) if step.resolve else ""
    return Words(wrapped(name, NAME_SIZE, room), wrapped(note, SMALL_SIZE, room))


def boxes_of(definition: Definition, words: dict[str, Words], frame: Frame) -> list[Box]:
    """Every step at its place."""
    return [
        Box(
            key,
            definition.steps[key].kind,
            words[key],
            frame.box_left(column),
            frame.rows.tops[row],
            frame.measures.box,
            frame.rows.heights[row],
        )
        for key, (column, row) in frame.rows.grid.places().items()
    ]


def limit_in_words(limit: TimeLimit) -> str:
    """The limit in the active language, such as "within 5 working days"."""
    value = limit.value.normalize()
    return _WITHIN[limit.clock] % {"value": f"{value:f}", "number": 1 if value == 1 else 2}


_WITHIN = {
    ClockKind.URGENT_HOUR: ngettext_lazy(
        "within %(value)s hour", "within %(value)s hours", "number"
    ),
    ClockKind.WORK_HOUR: ngettext_lazy(
        "within %(value)s working hour", "within %(value)s working hours", "number"
    ),
    ClockKind.WORK_DAY: ngettext_lazy(
        "within %(value)s working day", "within %(value)s working days", "number"
    ),
    ClockKind.CALENDAR_DAY: ngettext_lazy(
        "within %(value)s day", "within %(value)s days", "number"
    ),
}
