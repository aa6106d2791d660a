"""A city of one town with one grid, in a net of its own. Django is not set up yet when this file
is read: import inside."""

import pytest


@pytest.fixture
def areas(db):
    """The ids of the areas by code: "C", "T", "G"."""
    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.structure.organizations.tests.bodies import NOON
    from yiwang.structure.territory.actions.load_net import load_net
    from yiwang.structure.territory.models import Area
    from yiwang.structure.territory.rows import AreaRow, NetSpec

    levels = [{"key": key, "name": key, "name_en": ""} for key in ("city", "town", "grid")]
    rows = [
        AreaRow("C", "市", "", "city"),
        AreaRow("T", "镇", "", "town", "C"),
        AreaRow("G", "格", "", "grid", "T"),
    ]
    load_net(NetSpec("bodies", "试用网", "base", levels), rows, actor=SYSTEM, now=NOON)
    return dict(Area.objects.filter(net__key="bodies").values_list("code", "pk"))
