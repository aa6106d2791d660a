"""Nets and their areas, with the geometry that was given or cut."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import shapely

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.packs.by_hand import ByHand
from yiwang.packs.loader.schema.net import LevelPart
from yiwang.packs.pack import NetContent, Pack
from yiwang.structure.territory.actions.load_brand import BrandSpec, load_brand
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.present import rows_of as present_rows
from yiwang.structure.territory.queries import areas_by_id, ids_changed_in
from yiwang.structure.territory.rows import AreaRow, NetSpec

Shapes = Mapping[str, bytes]  # code of an area -> WKB in WGS-84
DrawnNets = Mapping[str, Shapes]  # key of a net -> the shapes of its areas


def load_nets(
    pack: Pack, drawn: DrawnNets, hand: ByHand, *, actor: Actor, now: datetime
) -> Iterator[Change]:
    """Every net of the pack, with the areas that people changed or redrew as they left them."""
    by_hand, redrawn = hand.rows_of("territory.area"), ids_changed_in(hand.versions())
    left = areas_by_id(by_hand | redrawn).values()
    for net in pack.nets:
        theirs = [area for area in left if area.net.key == net.file.key]
        rows, kept = _as_left(rows_of(net, drawn.get(net.file.key, {})), theirs, redrawn)
        change = load_net(_spec(net), rows, actor=actor, now=now)
        yield replace(change, kept=tuple(kept))


def load_pack_brand(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """The name and the slogan of the locality, none where the pack says none."""
    part = pack.manifest.brand
    spec = BrandSpec(**part.model_dump()) if part else BrandSpec()
    yield load_brand(spec, actor=actor, now=now)


def _as_left(
    given: list[AreaRow], theirs: Sequence[Area], redrawn: Collection[int]
) -> tuple[list[AreaRow], list[str]]:
    """The rows of a net with those that people changed, added or ended as they are now, and the
    names of those that the pack says otherwise. Borders stay where people drew them anew; those of
    what was only renamed are the pack's."""
    if not theirs:
        return given, []
    present = present_rows(theirs[0].net)
    rows, kept = {row.code: row for row in given}, []
    for area in theirs:
        was, now = rows.pop(area.code, None), present.get(area.code)
        if was and now and area.pk not in redrawn:
            now = replace(now, geometry=was.geometry, lng=was.lng, lat=was.lat)
        if _said(was) != _said(now):
            kept.append(now.name if now else area.name)
        if now is not None:
            rows[area.code] = now
    return list(rows.values()), kept


def _said(row: AreaRow | None) -> tuple[object, ...]:
    return (row.name, row.name_en, row.level, row.parent_code, row.geometry) if row else ()


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
        geometry_note_en=file.geometry_note_en,
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
