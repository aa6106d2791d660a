"""One throw-away PostgreSQL for the whole run, and databases cloned from one prepared template.

`db` (pytest-django) gives a transaction that is rolled back, over the `testland` pack already
installed. `own_database` gives a database of its own, for threads, other processes and browsers.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

# No test is timed, and the same tree gives the same answer twice. Further examples of properties
# are sought with --hypothesis-profile=further.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("further", untimed)
settings.register_profile("same", untimed, derandomize=True)
settings.load_profile("same")

pytest_plugins = ["tests.browsers"]
_stack = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _start_engine(config.rootpath)
    import django

    django.setup()


def _start_engine(root: Path) -> None:
    folder = Path(tempfile.mkdtemp(prefix="yiwang-test-"))
    _stack.callback(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {
        "YIWANG_HOME": str(folder),
        "DJANGO_SETTINGS_MODULE": "yiwang.config.settings",
        "YIWANG_NO_POOL": "1",
        "YIWANG_UNCOLLECTED_STATIC": "1",
    }
    from tests.migrated import lay_out

    from yiwang.config.engine import engine

    os.environ.pop("DATABASE_URL", None)
    lay_out(folder)
    os.environ["DATABASE_URL"] = _stack.enter_context(engine(folder)).address
    from tests.databases import let_transactions_wait, wait_for_no_disk

    wait_for_no_disk()
    let_transactions_wait()
    # in a process of its own: pytest-django guards the database of this one
    subprocess.run([sys.executable, "-m", "tests.databases"], check=True, cwd=root)


def pytest_unconfigure(config: pytest.Config) -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _stack.close()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Point this worker at a clone of the template; pytest-django's own set-up is not needed."""
    from tests.databases import cloned, connect_to

    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock(), cloned(f"test_{worker}") as name:
        connect_to(name)
        with django_db_blocker.block():
            yield


@pytest.fixture(autouse=True)
def _language_of_its_own() -> Iterator[None]:
    """A request in English leaves its language behind in the thread; the next test begins anew."""
    yield
    from django.utils import translation

    translation.deactivate()


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of this test alone, with real commits; yields its address for other processes."""
    from django.db import connection
    from tests.databases import address_of, cloned, connect_to, fresh_name

    shared = connection.settings_dict["NAME"]
    with django_db_blocker.unblock(), cloned(fresh_name()) as name:
        connect_to(name)
        try:
            yield address_of(name)
        finally:
            connect_to(shared)
