"""Which rows and columns the public tables have, and how many cases are in each cell.

The areas are the territory and two levels below it, never the lowest one, as long as all together
are few enough to be read; each has beside its parts what lies in it and in none of them.
"""

from collections.abc import Sequence
from typing import Any

from yiwang.insight.disclosure.tables import Frame, Node
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.reading import Asked, sums
from yiwang.insight.measures.subjects import AREA, WHOLE
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import children_of, leaf_level
from yiwang.work.cases.case_types import upper_types
from yiwang.work.cases.queries.kinds import public_kinds

MOST_AREAS, LEVELS_BELOW = 160, 2
ALL, REST, UNTYPED = "all", "-", "unsorted"
COUNTS = ("reported", "solved", "open", "waiting")
FATES = (
    Node("reported", "收到", "Reported"),
    Node("solved", "已解决", "Solved", above="reported"),
    Node("otherwise", "其他方式了结", "Ended otherwise", above="reported"),
    Node("open", "还在办", "Still open", above="reported"),
)


def present_frame() -> tuple[Frame, dict[str, int]]:
    """The frame by the areas and kinds of today, and the ids of its areas by their codes."""
    areas = _areas()
    tops = [each for each, above in areas if not above]
    whole = _node(tops[0], "") if len(tops) == 1 else Node(ALL, "全域", "Everywhere")
    lower = [_node(each, above) for each, above in areas if above or len(tops) != 1]
    nodes = [whole, *(each if each.above else _below(each, whole.key) for each in lower)]
    inner = {each.above for each in nodes if each.above} | {whole.key}
    rests = [_rest(each) for each in nodes if each.key in inner]
    kinds = [Node(each.key, each.name, each.name_en, above=ALL) for each in public_kinds()]
    frame = Frame(
        (*nodes, *rests),
        (
            Node(ALL, "全部类别", "All kinds"),
            *kinds,
            Node(UNTYPED, "尚未归类", "Not sorted yet", above=ALL),
        ),
        FATES,
    )
    return frame, {each.code: each.pk for each, _ in areas}


def counts_in(frame: Frame, ids: dict[str, int], days: Days) -> list[int]:
    """How many cases are in each cell, in the order of `frame.cells()`; from facts, confidential
    kinds left out."""
    whole, kind_whole, fate_whole = (
        each[0].key for each in (frame.areas, frame.kinds, frame.fates)
    )
    numbers: dict[tuple[str, str, str], int] = {}
    codes = {area_id: code for code, area_id in ids.items() if code != whole}
    above = {type_id: kind.key for type_id, kind in upper_types().items()}
    for asked, keys in (
        (Asked(COUNTS, WHOLE, (0,), days, "type"), {0: whole}),
        (Asked(COUNTS, AREA, tuple(codes), days, "type"), codes),
    ):
        for subject, type_id, found in sums(asked):
            kind, (reported, solved, taken, waiting) = above.get(type_id, UNTYPED), found
            still = taken + waiting
            fates = (reported, solved, reported - solved - still, still)
            cells = [(kind, fate_whole, reported)]
            cells += zip(
                [kind_whole] * len(fates), (f.key for f in frame.fates), fates, strict=True
            )
            for of_kind, fate, number in cells:
                cell = (keys[subject], of_kind, fate)
                numbers[cell] = numbers.get(cell, 0) + number
    _fill_rests(frame, numbers)
    return [numbers.get((a.key, k.key, f.key), 0) for a, k, f in frame.cells()]


def _fill_rests(frame: Frame, numbers: dict[tuple[str, str, str], int]) -> None:
    """What lies in an area and in none of its parts is what the parts leave over."""
    parts: dict[str, list[str]] = {}
    for each in frame.areas:
        if each.above and each.level != REST:
            parts.setdefault(each.above, []).append(each.key)
    for rest in (each for each in frame.areas if each.level == REST):
        for _, kind, fate in (cell for cell in frame.cells() if cell[0] is rest):
            inside = sum(numbers.get((p, kind.key, fate.key), 0) for p in parts.get(rest.above, ()))
            total = numbers.get((rest.above, kind.key, fate.key), 0)
            numbers[rest.key, kind.key, fate.key] = total - inside


def as_json(frame: Frame) -> dict[str, Any]:
    """A frame to be kept with its numbers."""
    axes = {"areas": frame.areas, "kinds": frame.kinds, "fates": frame.fates}
    fields = ("key", "name", "name_en", "above", "level")
    return {
        name: [{field: getattr(node, field) for field in fields} for node in axis]
        for name, axis in axes.items()
    }


def from_json(kept: dict[str, Any]) -> Frame:
    """The same again."""
    areas, kinds, fates = (
        tuple(Node(**node) for node in kept[name]) for name in ("areas", "kinds", "fates")
    )
    return Frame(areas, kinds, fates)


def _areas() -> Sequence[tuple[Area, str]]:
    """The areas of the table from the top, each with the code above it; empty at the top."""
    found = [(each, "") for each in children_of(None)]
    level, lowest = list(found), leaf_level()
    for _ in range(LEVELS_BELOW):
        level = [
            (below, each.code)
            for each, _ in level
            for below in children_of(each.pk)
            if below.level != lowest
        ]
        if len(found) + len(level) > MOST_AREAS:
            break
        found += level
    return found


def _node(area: Area, above: str) -> Node:
    return Node(area.code, area.name, area.name_en, above, area.level)


def _below(node: Node, above: str) -> Node:
    return Node(node.key, node.name, node.name_en, above, node.level)


def _rest(node: Node) -> Node:
    return Node(
        f"{node.key}{REST}",
        f"{node.name}（未定到下一级）",
        f"{node.name_en or node.name}, not placed lower",
        node.key,
        REST,
    )
