import pytest


@pytest.fixture
def land(db):
    from yiwang.work.workflows.tests.land import Land  # Django is set up by now

    return Land()
