"""In testland nobody appoints: here the supervisors do."""

import pytest


@pytest.fixture(autouse=True)
def _appointing(db):
    from yiwang.structure.posts.models import PostType
    from yiwang.structure.posts.powers import APPOINT

    for type_ in PostType.objects.filter(key__in=["county_supervisor", "city_supervisor"]):
        type_.powers = [*{*type_.powers, APPOINT}]
        type_.save()
