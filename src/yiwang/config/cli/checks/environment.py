"""What the machine must offer."""

import os
import shutil
import stat
import sys
from collections.abc import Iterator

from yiwang.config.cli.checks.check import Check, check
from yiwang.config.cli.serving import given_address
from yiwang.config.engine import EngineInUse, owned
from yiwang.config.home import home
from yiwang.config.vendor import missing_files

LEAST_FREE_GIB = 2
FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def environment() -> Iterator[Check]:
    """Python, the folder with its keys, room, the files of the pages, the port."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield check("Python", sys.version_info >= (3, 11), version, "Install Python 3.11 or newer.")
    yield from _folder()
    missing = missing_files()
    found = "all there" if not missing else "missing: " + ", ".join(missing)
    yield check("Files of the pages", not missing, found, "Run `make front`.")
    if os.access(home(), os.W_OK):
        yield _port()


def _folder() -> Iterator[Check]:
    folder = home()
    remedy = "Run as the user it belongs to, or choose another with YIWANG_HOME."
    yield check("Folder", os.access(folder, os.W_OK), str(folder), remedy)
    free = shutil.disk_usage(folder).free / 2**30
    remedy = f"Free some, or choose a folder elsewhere with YIWANG_HOME: {LEAST_FREE_GIB} GiB."
    yield check("Disk", free > LEAST_FREE_GIB, f"{free:.1f} GiB free", remedy)
    keys = [path for path in (folder / "keys", *folder.glob("keys/*")) if path.exists()]
    is_closed = not any(path.stat().st_mode & FOR_OTHERS for path in keys)
    found = "for their owner only" if is_closed else "others may read them"
    yield check("Keys", is_closed, found, f"Run `chmod -R go= {folder / 'keys'}`.")


def _port() -> Check:
    address = given_address()
    try:
        with owned(home()):
            problem = address.problem()
    except EngineInUse:
        return Check("Port", "ok", f"{address.port}, served by the `yiwang run` of this folder")
    remedy = "Choose another with YIWANG_PORT, and a host of this machine with YIWANG_HOST."
    found = f"{address.port} is free" if problem is None else f"{address.port}: {problem.strerror}"
    return check("Port", problem is None, found, remedy, worst="note")
