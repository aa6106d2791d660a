"""How steps, arrows and stages look: hairlines on warm paper, blue for where it is now, red for the
counter-example, and always a word or a shape beside the colour."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yiwang.work.workflows.drawing.arrows import Arrow
from yiwang.work.workflows.drawing.boxes import NAME_LINE, Box
from yiwang.work.workflows.drawing.panels import HEADING_LINE, HEADING_SIZE, Panel
from yiwang.work.workflows.drawing.ports import SMALL_LINE
from yiwang.work.workflows.drawing.svg import element, rounded, text
from yiwang.work.workflows.drawing.text import NAME_SIZE, SMALL_SIZE, width_of

INK, QUIET, LINE, EDGE, HAIR = "#1f1b17", "#5d564e", "#6f675e", "#a89f94", "#e4dfd8"
PAPER, CARD, END = "#f8f6f2", "#ffffff", "#efebe5"
BLUE, RED = "#1f5fbf", "#b3261e"
RADIUS, STACK, PILL = 6.0, 5.0, 22.0
HALO = {"stroke": PAPER, "stroke_width": 4, "stroke_linejoin": "round", "paint_order": "stroke"}


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands out: the current step, the steps and (step, action, step) of a path, and what
    differs from another version."""

    current: str | None
    order: dict[str, int]  # step on the path -> its number, from 1
    moves: frozenset[tuple[str, str, str]]
    flagged: Mapping[str, str] = field(default_factory=dict)  # step -> the word on its flag

    @classmethod
    def of(
        cls, current: str | None, path: tuple[str, ...], flagged: Mapping[str, str] | None = None
    ) -> "Marks":
        moves = zip(path[::2], path[1::2], path[2::2], strict=False)
        order = {step: n for n, step in enumerate(dict.fromkeys(path[::2]), 1)}
        return cls(current, order, frozenset(moves), flagged or {})

    def on_path(self, arrow: Arrow) -> bool:
        edge = arrow.edge
        return any((edge.source, key, edge.target) in self.moves for key in edge.actions)


def panel(shown: Panel, number: int) -> str:
    """The ground of a stage; every second one a shade darker."""
    return element(
        "rect",
        x=shown.x,
        y=shown.y,
        width=shown.width,
        height=shown.height,
        fill=CARD if number % 2 else PAPER,
    )


def heading(shown: Panel, *, is_current: bool) -> str:
    """The name of a stage, blue when the current step belongs to it."""
    colour = BLUE if is_current else QUIET
    font = {"font_size": HEADING_SIZE, "font_weight": 600, "fill": colour}
    return text(shown.lines, shown.text_x, shown.y + 25, HEADING_LINE, **font, **HALO)


def box(shown: Box, marks: Marks) -> str:
    """A step: rounded, stacked when several work on it, a pill at the end."""
    number = marks.order.get(shown.key)
    stands_out = shown.key == marks.current or shown.key in marks.flagged
    colour = RED if number else BLUE if stands_out else EDGE
    edge = {"stroke": colour, "stroke_width": 2.5 if number or stands_out else 1.25}
    return element("g", _outline(shown, edge) + _words(shown), data_step=shown.key)


def flags(shown: Box, marks: Marks) -> str:
    """What sits on the upper edge of a step: who decides, its number on the path, where it is."""
    parts = [_person(shown)] if shown.kind == "reporter" else []
    if number := marks.order.get(shown.key):
        parts.append(_numbered(shown, number))
    if shown.key == marks.current:
        parts.append(_pill(shown, _("Now")))
    elif shown.key in marks.flagged:
        parts.append(_pill(shown, marks.flagged[shown.key]))
    return "".join(parts)


def _outline(shown: Box, edge: dict[str, object]) -> str:
    size = {"width": shown.width, "height": shown.height, **edge}
    rounding = min(shown.height / 2, 30.0) if shown.kind == "end" else RADIUS
    fill = END if shown.kind == "end" else CARD
    front = element("rect", x=shown.x, y=shown.y, rx=rounding, fill=fill, **size)
    if shown.kind != "joint":
        return front
    x, y = shown.x + STACK, shown.y - STACK
    return element("rect", x=x, y=y, rx=rounding, fill=fill, **size) + front


def _words(shown: Box) -> str:
    words = shown.words
    height = len(words.name) * NAME_LINE + len(words.note) * SMALL_LINE
    middle, y = shown.x + shown.width / 2, shown.y + (shown.height - height) / 2 + NAME_SIZE
    name = {"font_size": NAME_SIZE, "font_weight": 600, "fill": INK, "text_anchor": "middle"}
    note = {"font_size": SMALL_SIZE, "fill": QUIET, "text_anchor": "middle"}
    below = y + len(words.name) * NAME_LINE - 1
    return text(words.name, middle, y, NAME_LINE, **name) + text(
        words.note, middle, below, SMALL_LINE, **note
    )


def _person(shown: Box) -> str:
    """A small figure on the upper edge: here the reporter decides."""
    x, y = shown.x + shown.width - 15, shown.y - 3
    ground = element("circle", cx=x, cy=y, r=11.5, fill=CARD, stroke=EDGE, stroke_width=1.25)
    head = element("circle", cx=x, cy=y - 3, r=2.8, fill=QUIET)
    shoulders = f"M{x - 5:.1f} {y + 6:.1f} a5 5.2 0 0 1 10 0 Z"
    return ground + head + element("path", d=shoulders, fill=QUIET)


def _numbered(shown: Box, number: int) -> str:
    x, y = shown.x, shown.y
    words = {"font_size": SMALL_SIZE, "font_weight": 600, "fill": CARD, "text_anchor": "middle"}
    return element("circle", cx=x, cy=y, r=10.5, fill=RED) + text(
        [str(number)], x, y + 4.5, SMALL_LINE, **words
    )


def _pill(shown: Box, words: str) -> str:
    """The flag on the upper edge of the current step, with a dot before its words."""
    width = width_of(words, SMALL_SIZE) + 30
    x, y = shown.x - 6, shown.y - PILL / 2
    body = element("rect", x=x, y=y, width=width, height=PILL, rx=PILL / 2, fill=BLUE)
    dot = element("circle", cx=x + 12, cy=shown.y, r=3.5, fill=CARD)
    font = {"font_size": SMALL_SIZE, "font_weight": 600, "fill": CARD}
    return body + dot + text([words], x + 20, shown.y + 4.5, SMALL_LINE, **font)


def line(arrow: Arrow, marks: Marks, heads: tuple[str, str]) -> str:
    """The line of an arrow; dashed when it leads back. `heads`: ids of the plain and red one."""
    is_marked = marks.on_path(arrow)
    dashes = {"stroke_dasharray": "6 4"} if arrow.is_back else {}
    return element(
        "path",
        d=rounded(arrow.points, RADIUS),
        fill="none",
        stroke=RED if is_marked else LINE,
        stroke_width=2.75 if is_marked else 1.5,
        marker_end=f"url(#{heads[is_marked]})",
        **dashes,
    )


def label(arrow: Arrow, marks: Marks) -> str:
    """What the arrow means, with a halo of paper that keeps it readable on lines."""
    shown = arrow.label
    top = shown.y - (len(shown.lines) - 1) * SMALL_LINE
    colour = RED if marks.on_path(arrow) else INK
    font = {"font_size": SMALL_SIZE, "fill": colour, "text_anchor": shown.anchor}
    return text(shown.lines, shown.x, top, SMALL_LINE, **font, **HALO)
