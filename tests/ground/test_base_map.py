"""The base map of an installation: what is checked, and what a browser may load because of it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from yiwang.config.base_map import BaseMap, base_map
from yiwang.config.middleware import policy

TILES = "https://tiles.example:8443/amap/{z}/{x}/{y}.png"


def test_without_tiles_nothing_else_counts():
    assert base_map("", "mars", "x") == BaseMap()


def test_only_the_host_of_the_tiles_is_let_in():
    found = base_map(TILES, "gcj02", "GS(2026)1号")

    parts = policy(found.origin).split("; ")
    assert "connect-src 'self' https://tiles.example:8443" in parts
    assert "img-src 'self' data: blob: https://tiles.example:8443" in parts
    assert "script-src 'self'" in parts


def test_tiles_of_our_own_host_let_nobody_in():
    assert "http" not in policy(base_map("/tiles/{z}/{x}/{y}.png", "wgs84", "").origin)


@pytest.mark.parametrize(
    ("tiles", "datum", "said"),
    [
        ("https://tiles.example/{z}/{x}.png", "gcj02", "YIWANG_MAP_TILES must be an address"),
        ("https://tiles.example/{z}/{x}/{y}; script-src *", "gcj02", "YIWANG_MAP_TILES must be"),
        ("ftp://tiles.example/{z}/{x}/{y}", "gcj02", "YIWANG_MAP_TILES must begin"),
        ("//tiles.example/{z}/{x}/{y}", "gcj02", "YIWANG_MAP_TILES must begin"),
        ("https://a:b@tiles.example/{z}/{x}/{y}", "gcj02", "YIWANG_MAP_TILES must begin"),
        (TILES, "mars", "YIWANG_MAP_TILES_DATUM must be one of wgs84, cgcs2000, gcj02, bd09"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(tiles, datum, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        base_map(tiles, datum, "")
