"""The line below a drawing that says what its lines and boxes mean."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.work.workflows.drawing.paint import LINE, QUIET, RED
from yiwang.work.workflows.drawing.svg import element, text
from yiwang.work.workflows.drawing.text import SMALL_SIZE, width_of

SAMPLE, SPACE, ROW = 34.0, 24.0, 22.0


@dataclass(frozen=True, slots=True)
class Legend:
    """Its elements, and the height they take."""

    drawn: str
    height: float


def legend_of(x: float, y: float, width: float, *, has_path: bool) -> Legend:
    """The legend from (x, y) on, in as many rows as the width needs."""
    parts, start, row = [], x, y
    for words, look in _entries(has_path=has_path):
        needed = SAMPLE + width_of(words, SMALL_SIZE)
        if start > x and start + needed > x + width:
            start, row = x, row + ROW
        sample = f"M{start:.1f} {row:.1f} h{SAMPLE - 8:.1f}"
        parts.append(element("path", d=sample, fill="none", **look))
        font = {"font_size": SMALL_SIZE, "fill": QUIET}
        parts.append(text([words], start + SAMPLE, row + 4.5, ROW, **font))
        start += needed + SPACE
    return Legend("".join(parts), row - y + 2 * ROW)


def _entries(*, has_path: bool) -> list[tuple[str, dict[str, object]]]:
    plain: dict[str, object] = {"stroke": LINE, "stroke_width": 1.5}
    entries = [
        (_("leads on"), plain),
        (_("back, or once more"), {**plain, "stroke_dasharray": "6 4"}),
    ]
    if has_path:
        red: dict[str, object] = {"stroke": RED, "stroke_width": 2.75}
        entries.append((_("the way that breaks it, numbered"), red))
    return entries
