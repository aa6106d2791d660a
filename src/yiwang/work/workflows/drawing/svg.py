"""Writing SVG. Presentation attributes only: pages forbid inline styles."""

from collections.abc import Iterable
from html import escape


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """One element; `_` in attribute names stands for `-`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _short(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def text(lines: list[str], x: float, y: float, line: float, /, **attributes: object) -> str:
    """Lines of text, `line` apart, the baseline of the first one at `y`."""
    spans = (
        element("tspan", escape(words), x=float(x), y=float(y + number * line))
        for number, words in enumerate(lines)
    )
    return element("text", "".join(spans), **attributes) if lines else ""


def arrowheads(heads: Iterable[tuple[str, str]]) -> str:
    """Definitions of arrowheads: (id, colour)."""
    return element(
        "defs",
        "".join(
            element(
                "marker",
                element("path", d="M0 0 L8 4 L0 8 Z", fill=colour),
                id=name,
                markerWidth=8,
                markerHeight=8,
                refX=7.5,
                refY=4,
                orient="auto",
                markerUnits="userSpaceOnUse",
            )
            for name, colour in heads
        ),
    )


def rounded(points: list[tuple[float, float]], radius: float) -> str:
    """Path data along `points`, its right angles rounded."""
    steps = ["M" + _at(points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(radius, _length(before, corner) / 2, _length(corner, after) / 2)
        steps.append("L" + _at(_towards(corner, before, reach)))
        steps.append(f"Q{_at(corner)} {_at(_towards(corner, after, reach))}")
    return " ".join([*steps, "L" + _at(points[-1])])


def _at(point: tuple[float, float]) -> str:
    return f"{_short(float(point[0]))} {_short(float(point[1]))}"


def _length(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(
    start: tuple[float, float], goal: tuple[float, float], distance: float
) -> tuple[float, float]:
    """The point `distance` from `start` on the level or upright line to `goal`."""
    whole = _length(start, goal) or 1.0
    part = distance / whole
    return start[0] + (goal[0] - start[0]) * part, start[1] + (goal[1] - start[1]) * part
