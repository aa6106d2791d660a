"""A connector for bodies, a dictionary of their kinds, and the system that sends them."""

import pytest

from yiwang.interfaces.connectors.tests.other_system import other_system


@pytest.fixture
def system(settings):
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    with other_system() as found:
        yield found


@pytest.fixture
def kinds(db):
    """The dictionary in force: 01 is a party branch, 02 and 03 a party committee."""
    from yiwang.interfaces.connectors.tests.staging import kinds_of_bodies

    return kinds_of_bodies()


@pytest.fixture
def bodies(kinds):
    """The connector that brings bodies."""
    from yiwang.interfaces.connectors.tests.staging import PART, saved

    return saved(PART)
