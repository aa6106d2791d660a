"""Nets and areas: listed ones checked, counted ones made, parents before children."""

from collections.abc import Collection, Sequence
from pathlib import PurePosixPath

import shapely
from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.patterns import Filling, ordinal
from yiwang.packs.loader.reading import Document, Line, Reading
from yiwang.packs.loader.schema.net import AreaLine, NetFile, Pieces
from yiwang.packs.pack import AreaContent, NetContent
from yiwang.structure.managing.queries import DEDICATED


def read_nets(reading: Reading, paths: Sequence[str], mention: Spot) -> list[NetContent]:
    """Every net of the pack with its areas; exactly one net is the primary one."""
    documents = [reading.toml(path, NetFile, mention) for path in paths]
    nets = [_net(reading, document) for document in documents if document]
    primary = [net.file.key for net in nets if net.file.is_primary]
    if len(nets) == len(paths) and nets and len(primary) != 1:
        reading.fault(
            mention,
            _("One net is the primary one: write is_primary = true in it and in no other."),
        )
    return nets


def _net(reading: Reading, document: Document[NetFile]) -> NetContent:
    folder = PurePosixPath(document.path).parent
    lines = reading.csv(str(folder / document.value.areas), AreaLine, document.spot("areas"))
    _check_areas(reading, document.value, lines)
    areas = _parents_first(reading, lines)
    if document.value.pieces:
        areas += _pieces(reading, document, areas)
    if document.value.demonstration:
        _read_boundaries(reading, document, folder, areas)
    if not document.value.is_primary:
        areas = [area._replace(net=document.value.key) for area in areas]
    return NetContent(document.value, reading.folder / folder, areas)


def check_managed(reading: Reading, nets: Sequence[NetContent], bodies: Collection[str]) -> None:
    """The bodies that manage areas are those of the pack, and manage in dedicated nets only."""
    for net in nets:
        for area in net.areas:
            named = [code for code in (area.line.ground, area.line.sector) if code]
            if named and net.file.kind != DEDICATED:
                reading.fault(
                    area.spot, _("Only areas of a dedicated net have a ground and a sector.")
                )
            for code in named:
                if code not in bodies:
                    words = {"code": code}
                    reading.fault(
                        area.spot,
                        _("There is no organization %(code)s to manage this area.") % words,
                        "organizations",
                    )


def _read_boundaries(
    reading: Reading,
    document: Document[NetFile],
    folder: PurePosixPath,
    areas: Sequence[AreaContent],
) -> None:
    """The top must have a boundary; every boundary is part of what the pack's digest is of."""
    demonstration, spot = document.value.demonstration, document.spot("demonstration")
    assert demonstration is not None
    drawn = {file.stem for file in (reading.folder / folder / demonstration.boundaries).glob("*")}
    for number, area in enumerate(areas):
        if number and area.line.code not in drawn:
            continue
        path = str(folder / demonstration.boundaries / f"{area.line.code}.geojson")
        text = reading.text(path, spot)
        if text is not None and not _is_surface(text):
            reading.fault(Spot(path, 1), _("This is no GeoJSON polygon: export it again."))


def _is_surface(geojson: str) -> bool:
    drawn = shapely.from_geojson(geojson, on_invalid="ignore")
    return isinstance(drawn, shapely.Polygon | shapely.MultiPolygon) and drawn.is_valid


def _check_areas(reading: Reading, net: NetFile, lines: Sequence[Line[AreaLine]]) -> None:
    depth = {level.key: number for number, level in enumerate(net.levels)}
    first: dict[str, Line[AreaLine]] = {}
    for line in lines:
        known = first.setdefault(line.value.code, line)
        if known is not line:
            reading.fault(
                line.spot,
                _("The code %(code)s is used in line %(line)s already: give this area another.")
                % {"code": line.value.code, "line": known.spot.line},
            )
    for line in lines:
        _check_area(reading, line, first, depth)


def _check_area(
    reading: Reading,
    line: Line[AreaLine],
    known: dict[str, Line[AreaLine]],
    depth: dict[str, int],
) -> None:
    area = line.value
    if area.level not in depth:
        words = {"level": area.level, "known": ", ".join(depth)}
        reading.fault(line.spot, _("There is no level %(level)s; known are: %(known)s.") % words)
    if area.wkt and shapely.from_wkt(area.wkt, on_invalid="ignore") is None:
        reading.fault(line.spot, _("The wkt is no geometry: copy it whole from where it was made."))
    if not area.parent:
        return
    above = known.get(area.parent)
    if above is None:
        reading.fault(
            line.spot,
            _("There is no area %(code)s to lie in: add it, or correct the parent.")
            % {"code": area.parent},
        )
    elif depth.get(above.value.level, -1) >= depth.get(area.level, len(depth)):
        words = {"level": area.level, "above": above.value.level}
        reading.fault(line.spot, _("A %(level)s cannot lie in a %(above)s.") % words)


def _parents_first(reading: Reading, lines: Sequence[Line[AreaLine]]) -> list[AreaContent]:
    """The areas in tree order; those that hang on nothing come last, their faults are noted."""
    below: dict[str, list[Line[AreaLine]]] = {}
    for line in lines:
        below.setdefault(line.value.parent, []).append(line)
    ordered = list(below.get("", []))
    for line in ordered:  # grows while it is walked: breadth first
        ordered.extend(below.get(line.value.code, []))
    reached = {line.value.code for line in ordered}
    hanging = [line for line in lines if line.value.code not in reached]
    _check_circles(reading, hanging)
    return [AreaContent(line.value, line.spot) for line in [*ordered, *hanging]]


def _check_circles(reading: Reading, hanging: Sequence[Line[AreaLine]]) -> None:
    parents = {line.value.code: line.value.parent for line in hanging}
    for line in hanging:
        code, seen = line.value.parent, set[str]()
        while code in parents and code not in seen and code != line.value.code:
            seen.add(code)
            code = parents[code]
        if code == line.value.code:
            reading.fault(
                line.spot,
                _("%(code)s lies in itself, by way of %(parent)s: correct the parent.")
                % {"code": code, "parent": line.value.parent},
            )


def _pieces(
    reading: Reading, document: Document[NetFile], areas: Sequence[AreaContent]
) -> list[AreaContent]:
    pieces = document.value.pieces
    assert pieces is not None
    if pieces.level not in {level.key for level in document.value.levels}:
        reading.fault(
            document.spot("pieces", "level"),
            _("There is no level %(level)s in this net.") % {"level": pieces.level},
        )
    filling = Filling(reading, document.spot("pieces"))
    return [
        _piece(pieces, filling, area, number)
        for area in areas
        for number in range(1, area.line.pieces + 1)
    ]


def _piece(pieces: Pieces, filling: Filling, above: AreaContent, number: int) -> AreaContent:
    words = {"parent": above.line.code, "number": number, "ordinal": ordinal(number)}
    line = AreaLine(
        code=filling.fill(pieces.code, words),
        parent=above.line.code,
        level=pieces.level,
        name=filling.fill(pieces.name, words),
        name_en=filling.fill(pieces.name_en, words),
    )
    return AreaContent(line, above.spot)
