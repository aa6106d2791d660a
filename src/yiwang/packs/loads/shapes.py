"""Demonstration geometry for nets that ask for it: boundaries read, brought to WGS-84, cut."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import shapely
from django.utils.translation import gettext as _
from shapely import MultiPolygon, Polygon

from yiwang.packs.installed import Progress
from yiwang.packs.loader.schema.net import Demonstration
from yiwang.packs.loads.nets import DrawnNets, Shapes
from yiwang.packs.pack import AreaContent, NetContent, Pack
from yiwang.structure.territory.datums import Datum, geometry_to_wgs84, to_wgs84
from yiwang.structure.territory.demonstration import CutSpec, Node, cut

Surface = Polygon | MultiPolygon


def draw_nets(pack: Pack, progress: Progress) -> DrawnNets:
    """The cut shapes of every net that has a demonstration."""
    return {
        net.file.key: _drawn(net, net.file.demonstration, progress)
        for net in pack.nets
        if net.file.demonstration
    }


def _drawn(net: NetContent, demonstration: Demonstration, progress: Progress) -> Shapes:
    """A part of a pack is drawn as it lies in the whole, so that two parts fit together."""
    known = dict(_boundaries(net, demonstration))
    top, wanted = net.areas[0].line.code, {area.line.code for area in net.areas}
    spec = CutSpec(
        boundary=known.pop(top),
        tree=[Node(area.line.code, area.line.parent or None) for area in _whole(net)],
        known=known,
        seeds=_places(net, demonstration),
        seed=demonstration.seed,
    )
    found = cut(spec, wanted, lambda done: progress(_("Drawing the map"), done, len(wanted)))
    return dict(zip(found, shapely.to_wkb(list(found.values())), strict=True))


def _whole(net: NetContent) -> Iterator[AreaContent]:
    return chain(net.areas, net.left_out)


def _boundaries(net: NetContent, demonstration: Demonstration) -> Iterator[tuple[str, Surface]]:
    datum = Datum(demonstration.datum)
    drawn = {file.stem for file in (net.folder / demonstration.boundaries).glob("*")}
    for area in _whole(net):
        if area.line.code not in drawn:
            continue
        path = boundary_path(net.folder, demonstration, area.line.code)
        surface = shapely.from_geojson(path.read_text("utf-8"))
        assert isinstance(surface, Polygon | MultiPolygon), "checked when the pack was read"
        yield area.line.code, geometry_to_wgs84(surface, datum)


def boundary_path(folder: Path, demonstration: Demonstration, code: str) -> Path:
    """Where the boundary of an area is, if it has one."""
    return folder / demonstration.boundaries / f"{code}.geojson"


def _places(net: NetContent, demonstration: Demonstration) -> dict[str, tuple[float, float]]:
    datum = Datum(demonstration.datum)
    return {
        area.line.code: to_wgs84(area.line.lng, area.line.lat, datum)
        for area in _whole(net)
        if area.line.lng is not None and area.line.lat is not None
    }
