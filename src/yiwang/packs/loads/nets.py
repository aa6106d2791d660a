"""Nets and their areas, with the geometry that was given or cut."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import shapely

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.packs.loader.schema.net import LevelPart
from yiwang.packs.pack import NetContent, Pack
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.rows import AreaRow, NetSpec

Shapes = Mapping[str, bytes]  # code of an area -> WKB in WGS-84
DrawnNets = Mapping[str, Shapes]  # key of a net -> the shapes of its areas


def load_nets(pack: Pack, drawn: DrawnNets, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Every net of the pack."""
    for net in pack.nets:
        rows = rows_of(net, drawn.get(net.file.key, {}))
        yield load_net(_spec(net), rows, actor=actor, now=now)


def _spec(net: NetContent) -> NetSpec:
    file = net.file
    return NetSpec(
        key=file.key,
        name=file.name,
        name_en=file.name_en,
        kind=file.kind,
        levels=[_level(level) for level in file.levels],
        is_partition=file.is_partition,
        is_primary=file.is_primary,
        geometry_note=file.geometry_note,
    )


def _level(level: LevelPart) -> dict[str, str]:
    return level.model_dump(exclude=None if level.code else {"code"})


def rows_of(net: NetContent, shapes: Shapes) -> list[AreaRow]:
    """The areas of a net; a shape that was given goes before one that was cut."""
    return [
        AreaRow(
            code=area.line.code,
            name=area.line.name,
            name_en=area.line.name_en,
            level=area.line.level,
            parent_code=area.line.parent or None,
            geometry=_given(area.line.wkt) or shapes.get(area.line.code),
        )
        for area in net.areas
    ]


def _given(wkt: str) -> bytes | None:
    return shapely.to_wkb(shapely.from_wkt(wkt)) if wkt else None
