"""In testland nobody is connected: here one connector for bodies is, with its dictionary."""

import pytest


@pytest.fixture
def bodies(db):
    from yiwang.interfaces.connectors.tests.staging import PART, kinds_of_bodies, saved

    kinds_of_bodies()
    return saved(PART)
