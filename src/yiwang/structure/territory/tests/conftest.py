"""The small land, loaded. Django is not set up yet when this file is read: import inside."""

import pytest


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    """Files that are kept stay with the test."""
    settings.MEDIA_ROOT = tmp_path / "kept"


def _loaded(spec, rows):
    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.structure.territory.actions.load_net import load_net
    from yiwang.structure.territory.models import Net
    from yiwang.structure.territory.tests.land import NOON

    load_net(spec, rows, actor=SYSTEM, now=NOON)
    return Net.objects.get(key=spec.key)


@pytest.fixture
def land(db):
    from yiwang.structure.territory.tests.land import LAND, land_rows

    return _loaded(LAND, land_rows())


@pytest.fixture
def both(land):
    """Both towns have two grids."""
    from yiwang.structure.territory.tests.land import LAND, box, land_rows

    east = [
        box("ES", "grid", "E", (130.1, 46.0, 130.2, 46.04)),
        box("EN", "grid", "E", (130.1, 46.04, 130.2, 46.1)),
    ]
    return _loaded(LAND, [*land_rows(), *east])


@pytest.fixture
def roads(db):
    from yiwang.structure.territory.tests.land import ROADS, road_rows

    return _loaded(ROADS, road_rows())


@pytest.fixture
def sectors(db):
    from yiwang.structure.territory.tests.land import SECTORS, sector_rows

    return _loaded(SECTORS, sector_rows())


@pytest.fixture
def ids(land):
    return dict(land.areas.values_list("code", "id"))
