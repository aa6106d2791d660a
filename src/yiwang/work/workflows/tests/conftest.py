import pytest


@pytest.fixture
def land(db):
    from yiwang.work.workflows.tests.land import Land  # Django is set up by now

    return Land()


@pytest.fixture
def ready(land):
    """Whistled for by a community that is a body of its own, and ready to be dispatched."""
    from yiwang.work.workflows.tests.whistling import with_station

    return with_station(land)


@pytest.fixture
def whistled(ready):
    """Two departments have been called by an emergency whistle."""
    from yiwang.work.workflows.tests.whistling import whistle

    return whistle(ready)
