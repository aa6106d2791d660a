"""A small land of rectangles in nets of its own, beside whatever the database holds already."""

from datetime import UTC, datetime

import shapely

from yiwang.foundation.records.models import Record
from yiwang.structure.territory.rows import AreaRow, NetSpec

NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
LEVELS = [{"key": key, "name": key, "name_en": key} for key in ("city", "town", "grid")]
LAND = NetSpec("trial", "试用网", "base", LEVELS)
ROADS = NetSpec("trial-road", "路网", "road", [LEVELS[2]], is_partition=False)
SECTORS = NetSpec("trial-sector", "行业网", "sector", [LEVELS[2]], is_partition=False)


def box(code, level, parent, bounds):
    name = f"名{code}"
    return AreaRow(code, name, f"Name {code}", level, parent, shapely.box(*bounds).wkb)


def land_rows():
    """A city of two towns, west and east; the west one has two grids, south and north."""
    return [
        box("C", "city", None, (130.0, 46.0, 130.2, 46.1)),
        box("W", "town", "C", (130.0, 46.0, 130.1, 46.1)),
        box("E", "town", "C", (130.1, 46.0, 130.2, 46.1)),
        box("WS", "grid", "W", (130.0, 46.0, 130.1, 46.05)),
        box("WN", "grid", "W", (130.0, 46.05, 130.1, 46.1)),
    ]


def road_rows():
    """One road west to east, one that crosses it from south to north."""
    lines = {"R1": [(130.0, 46.02), (130.2, 46.02)], "R2": [(130.05, 46.0), (130.05, 46.1)]}
    return [
        AreaRow(code, code, "", "grid", geometry=shapely.LineString(line).wkb)
        for code, line in lines.items()
    ]


def sector_rows():
    """Two sectors, which lie nowhere."""
    return [AreaRow(code, code, "", "grid") for code in ("S1", "S2")]


def loads_recorded(net):
    return Record.objects.filter(name="territory.net.loaded", subject_id=net.pk).count()


def spec_of(net):
    """What the net itself is, to load it once more with other areas."""
    return NetSpec(
        key=net.key,
        name=net.name,
        kind=net.kind,
        levels=net.levels,
        name_en=net.name_en,
        is_partition=net.is_partition,
        is_primary=net.is_primary,
        geometry_note=net.geometry_note,
        geometry_note_en=net.geometry_note_en,
    )
