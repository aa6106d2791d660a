import numpy as np
import pytest
import shapely

from yiwang.structure.territory.datums import (
    Datum,
    arrays_from_wgs84,
    arrays_to_wgs84,
    from_wgs84,
    geometry_to_wgs84,
    to_wgs84,
)

METRES = 111_320.0


def grid_of_points():
    """2 500 points over Jiamusi."""
    lng, lat = np.meshgrid(np.linspace(129.6, 135.0, 50), np.linspace(46.0, 48.4, 50))
    return lng.ravel(), lat.ravel()


def metres_between(a, b):
    east = (a[0] - b[0]) * np.cos(np.radians(a[1])) * METRES
    return np.hypot(east, (a[1] - b[1]) * METRES)


def share_in_another_square(found, points):
    """Squares of about 1 km, laid so that no point of the grid lies on a side."""
    lng = np.floor((found[0] - 0.003) / 0.0131) != np.floor((points[0] - 0.003) / 0.0131)
    lat = np.floor((found[1] - 0.003) / 0.009) != np.floor((points[1] - 0.003) / 0.009)
    return float((lng | lat).mean())


@pytest.mark.parametrize(
    ("true", "shown"),
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),
    ],
)
def test_gcj02_agrees_with_the_published_points(true, shown):
    assert from_wgs84(*true, Datum.GCJ02) == pytest.approx(shown, abs=1e-9)


def test_bd09_agrees_with_the_published_point():
    true = to_wgs84(116.404, 39.915, Datum.GCJ02)

    shown = from_wgs84(*true, Datum.BD09)

    assert shown == pytest.approx((116.41036949371029, 39.92133699351021), abs=1e-8)


@pytest.mark.parametrize("datum", list(Datum))
def test_every_datum_comes_back_within_a_tenth_of_a_metre(datum):
    points = grid_of_points()

    back = arrays_to_wgs84(*arrays_from_wgs84(*points, datum), datum)

    assert metres_between(back, points).max() < 0.1


@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.CGCS2000])
def test_cgcs2000_is_taken_as_wgs84(datum):
    assert to_wgs84(130.36, 46.81, datum) == (130.36, 46.81)


def test_taking_gcj02_for_wgs84_would_move_every_point_by_hundreds_of_metres():
    points = grid_of_points()

    off = metres_between(arrays_from_wgs84(*points, Datum.GCJ02), points)

    assert (off.min() > 400, off.max() < 800) == (True, True)


def test_the_gcj02_trap_would_put_two_points_in_three_into_the_wrong_square_kilometre():
    points = grid_of_points()

    shown = arrays_from_wgs84(*points, Datum.GCJ02)
    repaired = arrays_to_wgs84(*shown, Datum.GCJ02)

    shares = share_in_another_square(shown, points), share_in_another_square(repaired, points)
    assert shares == (0.6788, 0.0)


def test_outside_china_nothing_is_shifted():
    assert from_wgs84(24.94, 60.17, Datum.GCJ02) == (24.94, 60.17)


def test_a_boundary_is_moved_point_by_point():
    line = shapely.LineString([(130.3, 46.8), (130.4, 46.9)])

    moved = geometry_to_wgs84(line, Datum.GCJ02)

    assert moved.coords[0] == to_wgs84(130.3, 46.8, Datum.GCJ02)
