"""Fixtures; imports are late because settings come first."""

from collections.abc import Iterator

import pytest


@pytest.fixture
def in_english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def areas(db) -> dict[str, int]:
    """A county R1 with the towns R11 and R12, by code."""
    from yiwang.structure.registers.tests.rules import NOW, SYSTEM
    from yiwang.structure.territory.actions.load_net import load_net
    from yiwang.structure.territory.models import Area
    from yiwang.structure.territory.rows import AreaRow, NetSpec

    levels = [{"key": key, "name": key, "name_en": key} for key in ("county", "town")]
    rows = [
        AreaRow("R1", "东县", "", "county"),
        AreaRow("R11", "河口镇", "", "town", "R1"),
        AreaRow("R12", "山前街道", "", "town", "R1"),
    ]
    spec = NetSpec(key="registers_land", name="东县", kind="base", levels=levels)
    load_net(spec, rows, actor=SYSTEM, now=NOW)
    return dict(Area.objects.filter(net__key="registers_land").values_list("code", "pk"))
