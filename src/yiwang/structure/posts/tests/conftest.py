"""Fixtures; what they are made of is in `land.py`, imported late because settings come first."""

from collections.abc import Callable, Iterator

import pytest


@pytest.fixture
def land(db):
    from yiwang.structure.posts.tests.land import make_land

    return make_land()


@pytest.fixture
def recorded(land) -> Callable[[], list[str]]:
    """The names of what was recorded since the land was made."""
    from yiwang.foundation.records.models import Record

    last = Record.objects.order_by("id").last()
    since = Record.objects.filter(pk__gt=last.pk if last else 0).order_by("id")
    return lambda: list(since.all().values_list("name", flat=True))


@pytest.fixture
def in_english() -> Iterator[None]:
    from django.utils import translation

    with translation.override("en"):
        yield
