"""One throw-away PostgreSQL for the whole test run, and databases cloned from a prepared template.

`db` (pytest-django) gives a transaction that is rolled back, over the `testland` pack already
installed. `own_database` gives a database of its own, for threads, other processes and browsers.
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
os.environ["YIWANG_NO_POOL"] = "1"
os.environ["YIWANG_UNCOLLECTED_STATIC"] = "1"
_stack = ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        return
    folder = Path(tempfile.mkdtemp(prefix="yiwang-test-"))
    _stack.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ["YIWANG_HOME"] = str(folder)
    from yiwang.config.engine import engine

    os.environ.pop("DATABASE_URL", None)
    os.environ["DATABASE_URL"] = _stack.enter_context(engine(folder))


def pytest_unconfigure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _stack.close()
