"""Who runs a command in a test: ourselves, and when we are root, an ordinary user too."""

import os
import pwd
import stat
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import psutil

HOLDER = Path(__file__).with_name("holder.py")
IS_ROOT = os.geteuid() == 0


@dataclass(frozen=True)
class Person:
    """Somebody with an account on this machine; without a uid, whoever runs the tests."""

    uid: int | None = None

    def own(self, folder: Path) -> None:
        if self.uid is not None:
            os.chown(folder, self.uid, self.uid)

    def start(self, *command: str, **env: str) -> subprocess.Popen[str]:
        inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        become = {} if self.uid is None else {"user": self.uid, "group": self.uid}
        return subprocess.Popen(
            command,
            env={**inherited, "PYTHONDONTWRITEBYTECODE": "1"} | env,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            cwd="/", **become,
        )  # fmt: skip

    def hold(self, home: Path, **env: str) -> "Holder":
        """Start a command that needs the engine of `home`."""
        return Holder(self.start(sys.executable, str(HOLDER), str(home), **env))


class Holder:
    """A running command that needs the engine."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    @property
    def address(self) -> str:
        """Waits until the engine runs."""
        if not hasattr(self, "_address"):
            self._address = self.process.stdout.readline().strip()
            assert self._address, self.process.stderr.read()
        return self._address

    def leave(self) -> None:
        self.address  # noqa: B018 - it must have come before it can leave
        _, said = self.process.communicate()
        assert (self.process.returncode, said) == (0, "")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def ordinary_user() -> Person:
    """Ourselves, unless we are root: then `nobody`, for whom the way to Python is opened."""
    if not IS_ROOT:
        return Person()
    _open_the_way([Path(sys.prefix), Path(sys.base_prefix), HOLDER])
    return Person(pwd.getpwnam("nobody").pw_uid)


def postmaster(home: Path) -> psutil.Process:
    """The first process of the engine that runs under `home`."""
    return psutil.Process(int((home / "postgres" / "postmaster.pid").read_text().split()[0]))


def is_started_anew(home: Path, before: psutil.Process) -> bool:
    """Does another engine run now than before?"""
    try:
        return postmaster(home).pid != before.pid
    except (FileNotFoundError, psutil.NoSuchProcess):
        return False


def is_running(home: Path) -> bool:
    data = home / "postgres"
    return any(_works_in(process, data) for process in psutil.process_iter())


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.name() == "postgres" and process.cwd() == str(folder)
    except psutil.Error:
        return False


def _open_the_way(places: Iterable[Path]) -> None:
    for folder in {parent for place in places for parent in place.parents}:
        folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
