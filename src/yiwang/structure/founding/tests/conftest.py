"""Testland, where an area supervisor founds and changes bodies of her county."""

import pytest


@pytest.fixture
def areas(db):
    """Area ids by code: a grid, its community, its town, two counties, the city."""
    from yiwang.structure.territory.models import Area

    wanted = ["9001010101", "90010101", "900101", "9001", "9002", "90"]
    return dict(Area.objects.filter(code__in=wanted).values_list("code", "pk"))
