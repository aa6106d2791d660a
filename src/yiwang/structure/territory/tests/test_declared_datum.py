"""The GCJ-02 trap: district polygons are published in GCJ-02 and say WGS-84 of themselves. Declared
rightly, nearly every point of a district lies in it; declared wrongly, dozens lie in another."""

import csv
from pathlib import Path

import pytest

from yiwang.foundation.records.actor import SYSTEM
from yiwang.structure.territory.actions.import_areas import import_areas
from yiwang.structure.territory.actions.load_net import load_net
from yiwang.structure.territory.datums import Datum
from yiwang.structure.territory.importing.delivery import read_file
from yiwang.structure.territory.importing.ground import Declared
from yiwang.structure.territory.importing.plan import Into
from yiwang.structure.territory.locate import locate_many
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.rows import NetSpec
from yiwang.structure.territory.tests.land import NOON

DATA = Path(__file__).with_name("data")
DISTRICTS = NetSpec("districts", "区", "administrative", [{"key": "county", "name": "区"}])


def share_at_home(datum):
    """The share of points in the district that they are known to be in."""
    load_net(DISTRICTS, [], actor=SYSTEM, now=NOON)
    into = Into("districts", declared=Declared(datum))
    import_areas(read_file(DATA / "districts.geojson"), into, actor=SYSTEM, now=NOON)
    with (DATA / "points.csv").open(encoding="utf-8") as file:
        points = list(csv.DictReader(file))
    names = dict(Area.objects.filter(net__key="districts").values_list("id", "name"))
    found = locate_many((float(point["lng"]), float(point["lat"])) for point in points)
    at_home = [
        names.get(located["districts"].area_id) == point["district"]
        for located, point in zip(found, points, strict=True)
    ]
    return sum(at_home) / len(at_home)


def test_declared_rightly_nearly_every_point_lies_in_its_district(db):
    assert share_at_home(Datum.GCJ02) >= 0.995


@pytest.mark.parametrize(
    ("datum", "at_most"),
    [(None, 0.975), (Datum.WGS84, 0.975), (Datum.CGCS2000, 0.975), (Datum.BD09, 0.88)],
)
def test_declared_wrongly_many_lie_elsewhere(db, datum, at_most):
    assert 0.5 < share_at_home(datum) < at_most
