"""A net, its areas, and how the areas of the last level are counted out and drawn."""

from typing import Literal

from pydantic import Field

from yiwang.packs.loader.schema.parts import Key, Name, Part


class LevelPart(Part):
    key: Key
    name: Name
    name_en: str = ""
    code: str = ""  # the pattern of codes of areas that are imported without: {parent}{number:02}


class Pieces(Part):
    """Areas that are not listed one by one: so many below each area as its `pieces` cell says.

    `code`, `name` and `name_en` may hold {parent}, {number} and {ordinal} (一, 二 …).
    """

    level: Key
    code: str
    name: str
    name_en: str = ""


class Demonstration(Part):
    """Boundaries to cut demonstration geometry from: `<folder>/<code>.geojson` for some areas.

    An area without a boundary file gets a part of its parent's, around its point if it has one.
    """

    boundaries: str
    datum: Literal["wgs84", "cgcs2000", "gcj02", "bd09"]  # of boundaries and points
    seed: int = 0


class NetFile(Part):
    """`levels` from the top down; `areas` is a CSV file beside this one."""

    key: Key
    name: Name
    name_en: str = ""
    kind: Key
    levels: list[LevelPart] = Field(min_length=1)
    is_partition: bool = True
    is_primary: bool = False
    geometry_note: str = ""
    geometry_note_en: str = ""
    areas: str
    pieces: Pieces | None = None
    demonstration: Demonstration | None = None


class AreaLine(Part):
    """`wkt` is in WGS-84; `lng` and `lat` are a point inside, in the datum of the demonstration.

    `ground` and `sector` are the codes of the two bodies that manage an area of a dedicated net.
    """

    code: str = Field(max_length=40)
    parent: str = ""
    level: str
    name: Name
    name_en: str = ""
    wkt: str = ""
    lng: float | None = Field(default=None, ge=-180, le=180)
    lat: float | None = Field(default=None, ge=-90, le=90)
    pieces: int = Field(default=0, ge=0, le=999)
    ground: str = ""
    sector: str = ""
