"""Where each step stands: a column for each stage, a row for each of its steps.

The ends of a stage have a column of their own beside its other steps. On a narrow screen
everything stands in one column, stage after stage.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.work.workflows.definition.schema import Definition, Stage
from yiwang.work.workflows.drawing.text import width_of, wrapped
from yiwang.work.workflows.proof.graph import moves_of
from yiwang.work.workflows.wording import in_words

BETWEEN = " / "


@dataclass(frozen=True, slots=True)
class Grid:
    """`columns` hold the keys of steps from the top; `spans` say which cells a stage covers:
    first and last column, or first and last row where there is one column only."""

    columns: tuple[tuple[str, ...], ...]
    spans: tuple[tuple[Stage, int, int], ...]
    is_vertical: bool = False

    def places(self) -> dict[str, tuple[int, int]]:
        """Column and row of each step."""
        return {
            key: (column, row)
            for column, keys in enumerate(self.columns)
            for row, key in enumerate(keys)
        }


@dataclass(frozen=True, slots=True)
class Edge:
    """All the actions that lead from one step to another, drawn as one arrow."""

    source: str
    target: str
    actions: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def label(self) -> str:
        """All labels on one line."""
        return BETWEEN.join(self.labels)

    def wrapped(self, size: float, room: float) -> list[str]:
        """The labels on one line, else each on lines of its own."""
        if width_of(self.label, size) <= room:
            return [self.label]
        marked = [f"{label}{BETWEEN.rstrip()}" for label in self.labels[:-1]]
        return [line for label in [*marked, self.labels[-1]] for line in wrapped(label, size, room)]


def grid_of(definition: Definition, *, vertical: bool = False) -> Grid:
    """The grid of a definition. Steps of unknown stages stand with the last one."""
    staged = [(stage, _columns(definition, stage)) for stage in _stages(definition)]
    if vertical:
        return _one_column(staged)
    columns: list[tuple[str, ...]] = []
    spans = []
    for stage, of_stage in staged:
        spans.append((stage, len(columns), len(columns) + len(of_stage) - 1))
        columns.extend(of_stage)
    return Grid(tuple(columns), tuple(spans))


def edges_of(definition: Definition) -> list[Edge]:
    """The arrows between steps, labelled in the active language."""
    together: dict[tuple[str, str], list[str]] = {}
    for move in moves_of(definition):
        together.setdefault((move.source, move.target), []).append(move.action)
    return [
        Edge(source, target, tuple(keys), tuple(_labels(definition, source, target, keys)))
        for (source, target), keys in together.items()
    ]


def _labels(definition: Definition, source: str, target: str, keys: list[str]) -> Iterator[str]:
    for action in definition.steps[source].actions:
        if action.key not in keys:
            continue
        name = in_words(action.name, action.name_en)
        splits = action.to_dissatisfied is not None and action.to_dissatisfied != action.to
        if splits and target == action.to_dissatisfied:
            yield _("%(action)s: dissatisfied") % {"action": name}
        elif action.to_rejected and target == action.to_rejected:
            yield _("%(action)s: not enough votes") % {"action": name}
        else:
            yield name


def _stages(definition: Definition) -> list[Stage]:
    return list({stage.key: stage for stage in definition.stages}.values())


def _columns(definition: Definition, stage: Stage) -> list[tuple[str, ...]]:
    known = {known.key for known in definition.stages}
    last = definition.stages[-1].key
    steps = [
        (key, step.kind == "end")
        for key, step in definition.steps.items()
        if (step.stage if step.stage in known else last) == stage.key
    ]
    going = tuple(key for key, is_end in steps if not is_end)
    ends = tuple(key for key, is_end in steps if is_end)
    return [column for column in (going, ends) if column] or [()]


def _one_column(staged: list[tuple[Stage, list[tuple[str, ...]]]]) -> Grid:
    keys: list[str] = []
    spans = []
    for stage, columns in staged:
        of_stage = [key for column in columns for key in column]
        if of_stage:
            spans.append((stage, len(keys), len(keys) + len(of_stage) - 1))
            keys.extend(of_stage)
    return Grid((tuple(keys),), tuple(spans), is_vertical=True)
