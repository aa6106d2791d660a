"""The parts of a drawing put together from the ground up: stages, steps, arrows, words, legend."""

from collections.abc import Mapping
from dataclasses import replace
from html import escape

from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.drawing import paint
from yiwang.work.workflows.drawing.arrows import arrows_of
from yiwang.work.workflows.drawing.boxes import boxes_of, words_of
from yiwang.work.workflows.drawing.channels import LANE
from yiwang.work.workflows.drawing.frame import MARGIN, Frame
from yiwang.work.workflows.drawing.grid import edges_of, grid_of
from yiwang.work.workflows.drawing.legend import legend_of
from yiwang.work.workflows.drawing.panels import Panel, panels_of
from yiwang.work.workflows.drawing.reading import description_of
from yiwang.work.workflows.drawing.rows import NARROW, WIDE, Measures, Rows
from yiwang.work.workflows.drawing.svg import arrowheads, element
from yiwang.work.workflows.drawing.ways import ways_of
from yiwang.work.workflows.wording import in_words

FONT = "PingFang SC, Noto Sans CJK SC, Microsoft YaHei, system-ui, sans-serif"
PHONE, SMALLEST_BOX = 390.0, 120.0


class Picture:
    """One drawing in the active language, measured once and then painted part by part."""

    def __init__(
        self,
        definition: Definition,
        current: str | None,
        path: tuple[str, ...],
        *,
        vertical: bool,
        flagged: Mapping[str, str] | None = None,
        name: str = "",
    ) -> None:
        self.definition = definition
        now = current if current in definition.steps else None
        self.marks = paint.Marks.of(now, path, flagged)
        key = definition.key.replace(".", "-")
        self.name = f"{name}{key}{'-narrow' if vertical else ''}"
        self.edges = edges_of(definition)
        self.grid = grid_of(definition, vertical=vertical)
        self._measure(NARROW if vertical else WIDE)
        if vertical and self.frame.width > PHONE:
            box = max(SMALLEST_BOX, NARROW.box - (self.frame.width - PHONE))
            self._measure(replace(NARROW, box=box))

    def _measure(self, measures: Measures) -> None:
        steps = self.definition.steps.items()
        words = {key: words_of(step, measures.box) for key, step in steps}
        heights = {key: its.height for key, its in words.items()}
        self.frame = Frame(Rows(self.grid, ways_of(self.edges, self.grid), heights, measures))
        self.boxes = boxes_of(self.definition, words, self.frame)
        self.arrows = arrows_of(self.frame)

    def svg(self) -> str:
        """The whole `<svg>`."""
        top, bottom = self._extent()
        panels = panels_of(self.frame, top, bottom)
        top, width = min(panel.y for panel in panels), self.frame.width
        legend = legend_of(MARGIN, bottom + 24, width - 2 * MARGIN, has_path=bool(self.marks.order))
        return element(
            "svg",
            "".join(
                [
                    self._described(),
                    *(paint.panel(panel, number) for number, panel in enumerate(panels)),
                    self._steps(),
                    self._headings(panels),
                    *(paint.flags(box, self.marks) for box in self.boxes),
                    legend.drawn,
                ]
            ),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 {top:.0f} {width:.0f} {bottom - top + legend.height:.0f}",
            width=round(width),
            height=round(bottom - top + legend.height),
            role="img",
            aria_labelledby=f"{self.name}-title {self.name}-desc",
            font_family=FONT,
        )

    def _extent(self) -> tuple[float, float]:
        """The highest and the lowest thing drawn, with some air."""
        rows = self.frame.rows
        ys = [y for arrow in self.arrows for _x, y in arrow.points]
        lowest = [rows.bottom(column) for column in range(len(rows.grid.columns))]
        return min([0.0, *ys]) - LANE, max([*lowest, *ys]) + LANE

    def _described(self) -> str:
        title = in_words(self.definition.name, self.definition.name_en)
        description = description_of(self.definition, self.edges, self.marks.current)
        return element("title", escape(title), id=f"{self.name}-title") + element(
            "desc", escape(description), id=f"{self.name}-desc"
        )

    def _headings(self, panels: list[Panel]) -> str:
        current = self.marks.current
        stage = self.definition.steps[current].stage if current else None
        return "".join(paint.heading(panel, is_current=panel.key == stage) for panel in panels)

    def _steps(self) -> str:
        heads = f"{self.name}-head", f"{self.name}-red-head"
        arrows = sorted(self.arrows, key=self.marks.on_path)  # red ones over the others
        return "".join(
            [
                arrowheads(zip(heads, (paint.LINE, paint.RED), strict=True)),
                *(paint.box(box, self.marks) for box in self.boxes),
                *(paint.line(arrow, self.marks, heads) for arrow in arrows),
                *(paint.label(arrow, self.marks) for arrow in arrows),
            ]
        )
