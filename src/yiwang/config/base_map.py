"""The map beneath ours, if an installation names one: picture tiles on its own network.

Their datum must be declared, and areas are drawn in it: borders in WGS-84 on tiles in GCJ-02 lie
some 500 m beside the streets. Published maps carry an approval number (审图号).
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

DATUMS = ("wgs84", "cgcs2000", "gcj02", "bd09")
HOST = re.compile(r"[\w.-]+(:\d+)?")


@dataclass(frozen=True, slots=True)
class BaseMap:
    """`tiles` is empty where areas are drawn alone; `origin` is empty where tiles are our own."""

    tiles: str = ""
    datum: str = "wgs84"
    approval_no: str = ""
    origin: str = ""


def base_map(tiles: str, datum: str, approval_no: str) -> BaseMap:
    """What the environment says, checked. Raises ImproperlyConfigured, saying what to write."""
    if not tiles:
        return BaseMap()
    if not all(part in tiles for part in ("{z}", "{x}", "{y}")) or re.search(r"[\s;,'\"]", tiles):
        raise ImproperlyConfigured(
            "YIWANG_MAP_TILES must be an address with {z}, {x} and {y}, such as "
            "https://tiles.example/{z}/{x}/{y}.png."
        )
    if datum not in DATUMS:
        raise ImproperlyConfigured(f"YIWANG_MAP_TILES_DATUM must be one of {', '.join(DATUMS)}.")
    parts = urlsplit(tiles)
    if not parts.scheme and not parts.netloc and tiles.startswith("/"):
        return BaseMap(tiles, datum, approval_no)
    if parts.scheme not in ("http", "https") or not HOST.fullmatch(parts.netloc):
        raise ImproperlyConfigured(
            "YIWANG_MAP_TILES must begin with http:// or https:// and a host, or with / for tiles "
            "on our own host."
        )
    return BaseMap(tiles, datum, approval_no, f"{parts.scheme}://{parts.netloc}")
