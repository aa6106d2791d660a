"""A net built by putting areas of another together: who is in which group, what that makes of the
net, and which links it leaves. Hand-made tables and proposals come the same way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from django.utils.translation import gettext as _

from yiwang.structure.territory.comparing import NetDiff, compare
from yiwang.structure.territory.importing.faults import FaultyFile, RowFault
from yiwang.structure.territory.importing.sheet import Sheet, places_of
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import rows_of, shape_of
from yiwang.structure.territory.rows import AreaLinkRow, AreaRow, with_points
from yiwang.structure.territory.soundness import tree_faults

COLUMNS = {
    "code": ("code", "编码"),
    "name": ("name", "名称"),
    "parent": ("parent", "上级编码"),
    "part": ("part", "网格编码", "组成网格"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One row: this area of the other net belongs to this group."""

    row: int
    code: str
    name: str
    parent: str
    part: str


@dataclass(frozen=True, slots=True)
class Aggregation:
    """The whole net as it would be, what that changes, the links from its areas to their parts,
    and the areas of the other net that nobody has."""

    rows: tuple[AreaRow, ...]
    diff: NetDiff
    links: tuple[AreaLinkRow, ...]
    left_out: tuple[str, ...]


def read_parts(sheet: Sheet) -> list[Part]:
    """The rows of a table with `code`, `name` and `part`. Raises FaultyFile."""
    places = places_of(sheet.heading, {}, COLUMNS)
    parts = [
        Part(row.number, *(_cell(row.cells, places.get(name)) for name in COLUMNS))
        for row in sheet.rows
    ]
    faults = list(sheet.faults)
    for part in parts:
        if not part.code or not part.part:
            sentence = _("Each row needs the code of a group and of the area that is part of it.")
            faults.append(RowFault(part.row, sentence))
    if faults:
        raise FaultyFile(faults)
    return parts


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def aggregated(net: Net, of: Net, parts: Sequence[Part]) -> Aggregation:
    """What the lowest level of `net` would be. Raises FaultyFile with every row at fault."""
    level = str(net.levels[-1]["key"])
    present, areas = rows_of(net), rows_of(of)
    faults = list(_faults(parts, areas))
    groups: dict[str, list[Part]] = {}
    for part in parts:
        groups.setdefault(part.code, []).append(part)
    rows = {
        code: _group(code, level, group, areas, present.get(code)) for code, group in groups.items()
    }
    after = {code: row for code, row in present.items() if row.level != level} | rows
    levels = [str(one["key"]) for one in net.levels]
    for place, sentence in tree_faults(levels, list(after.values())):
        code = list(after)[place]
        faults.append(RowFault(groups[code][0].row if code in groups else 0, sentence))
    if faults:
        raise FaultyFile(faults)
    whole = tuple(with_points(list(after.values())))
    return Aggregation(
        rows=whole,
        diff=compare(present, {row.code: row for row in whole}),
        links=tuple(AreaLinkRow(part.code, part.part, "aggregates") for part in parts),
        left_out=tuple(_left_out(parts, areas)),
    )


def _faults(parts: Sequence[Part], areas: Mapping[str, AreaRow]) -> Iterator[RowFault]:
    first: dict[str, Part] = {}
    names: dict[str, str] = {}
    for part in parts:
        known = first.setdefault(part.part, part)
        name = names.setdefault(part.code, part.name)
        if part.part not in areas:
            words = {"code": part.part}
            yield RowFault(
                part.row, _("There is no area %(code)s to put together: correct it.") % words
            )
        if known is not part:
            words = {"code": part.part, "row": str(known.row)}
            sentence = _("The area %(code)s is part of a group in row %(row)s already.")
            yield RowFault(part.row, sentence % words)
        if not name or (part.name and part.name != name):
            sentence = _("The group %(code)s needs one name, the same in each row.")
            yield RowFault(part.row, sentence % {"code": part.code})


def _group(
    code: str,
    level: str,
    group: Sequence[Part],
    areas: Mapping[str, AreaRow],
    known: AreaRow | None,
) -> AreaRow:
    shapes = [shape_of(areas[part.part]) for part in group if part.part in areas]
    drawn = [shape for shape in shapes if shape is not None]
    union = shapely.to_wkb(shapely.union_all(np.array(drawn, dtype=object))) if drawn else None
    row = known or AreaRow(code, "", "", level)
    moved = union != row.geometry
    return replace(
        row,
        name=group[0].name,
        level=level,
        parent_code=group[0].parent or row.parent_code,
        geometry=union,
        lng=None if moved else row.lng,
        lat=None if moved else row.lat,
    )


def _left_out(parts: Sequence[Part], areas: Mapping[str, AreaRow]) -> Iterator[str]:
    """Areas of the levels that were put together which are in no group."""
    taken = {part.part for part in parts}
    levels = {areas[code].level for code in taken if code in areas}
    for code, row in areas.items():
        if row.level in levels and code not in taken:
            yield code
