"""Demonstration geometry for nets that ask for it: boundaries read, brought to WGS-84, cut."""

from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely import MultiPolygon, Polygon

from yiwang.packs.loader.schema.net import Demonstration
from yiwang.packs.loads.nets import DrawnNets, Shapes
from yiwang.packs.pack import NetContent, Pack
from yiwang.structure.territory.datums import Datum, geometry_to_wgs84, to_wgs84
from yiwang.structure.territory.demonstration import CutSpec, Node, cut

Surface = Polygon | MultiPolygon


def draw_nets(pack: Pack) -> DrawnNets:
    """The cut shapes of every net that has a demonstration."""
    return {
        net.file.key: _drawn(net, net.file.demonstration)
        for net in pack.nets
        if net.file.demonstration
    }


def _drawn(net: NetContent, demonstration: Demonstration) -> Shapes:
    known = dict(_boundaries(net, demonstration))
    top = net.areas[0].line.code
    spec = CutSpec(
        boundary=known.pop(top),
        tree=[Node(area.line.code, area.line.parent or None) for area in net.areas],
        known=known,
        seeds=_places(net, demonstration),
        seed=demonstration.seed,
    )
    return {code: shapely.to_wkb(shape) for code, shape in cut(spec).items()}


def _boundaries(net: NetContent, demonstration: Demonstration) -> Iterator[tuple[str, Surface]]:
    datum = Datum(demonstration.datum)
    for area in net.areas:
        path = boundary_path(net.folder, demonstration, area.line.code)
        if path.exists():
            drawn = shapely.from_geojson(path.read_text("utf-8"))
            assert isinstance(drawn, Polygon | MultiPolygon), "checked when the pack was read"
            yield area.line.code, geometry_to_wgs84(drawn, datum)


def boundary_path(folder: Path, demonstration: Demonstration, code: str) -> Path:
    """Where the boundary of an area is, if it has one."""
    return folder / demonstration.boundaries / f"{code}.geojson"


def _places(net: NetContent, demonstration: Demonstration) -> dict[str, tuple[float, float]]:
    datum = Datum(demonstration.datum)
    return {
        area.line.code: to_wgs84(area.line.lng, area.line.lat, datum)
        for area in net.areas
        if area.line.lng is not None and area.line.lat is not None
    }
