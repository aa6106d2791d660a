"""Files that are kept during a test lie apart."""

import pytest


@pytest.fixture(autouse=True)
def _kept_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "kept"
