"""A throw-away installation of the small test territory, and the program serving it."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = {"YIWANG_UNCOLLECTED_STATIC": "1", "DJANGO_SETTINGS_MODULE": "yiwang.config.settings"}


@contextmanager
def installed() -> Iterator[str]:
    """An engine of its own with `testland` in it; yields the database's address."""
    with tempfile.TemporaryDirectory(prefix="yiwang-bench-") as folder:
        os.environ |= SETTINGS | {"YIWANG_HOME": folder}
        os.environ.pop("DATABASE_URL", None)
        from tests.databases import TEMPLATE, address_of

        from yiwang.config.engine import engine

        with engine(Path(folder)):
            alone = os.environ | {"YIWANG_NO_POOL": "1"}  # a template in use cannot be cloned
            subprocess.run([sys.executable, "-m", "tests.databases"], check=True, env=alone)
            os.environ["DATABASE_URL"] = address = address_of(TEMPLATE)
            yield address


@contextmanager
def served() -> Iterator[int]:
    """The web server as people run it, on the installation at hand; yields its port."""
    from yiwang.config.cli.serving import Address
    from yiwang.config.processes import started, web_command

    port = free_port()
    with started(web_command("127.0.0.1", port)):
        while not Address("127.0.0.1", port).answers():
            pass
        yield port


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
