"""Which user of the machine runs PostgreSQL: oneself, or another when we are root."""

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

NAME = "pgserver"
READ_AND_PASS = stat.S_IRGRP | stat.S_IROTH | stat.S_IXGRP | stat.S_IXOTH


class Identity(TypedDict, total=False):
    """What `subprocess.run` takes to become somebody."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True, slots=True)
class SystemUser:
    """Somebody else when we are root, else nobody but ourselves."""

    other: pwd.struct_passwd | None = None

    @property
    def identity(self) -> Identity:
        if self.other is None:
            return {}
        return {"user": self.other.pw_uid, "group": self.other.pw_gid, "extra_groups": []}

    def own(self, folder: Path) -> None:
        """Give the folder to this user, for it alone."""
        folder.chmod(0o700)
        if self.other:
            os.chown(folder, self.other.pw_uid, self.other.pw_gid)

    def open_the_way(self, programs: Path, data: Path) -> None:
        """Let this user pass the folders above, and read the programs; nothing else is opened."""
        if self.other is None:
            return
        for folder in {*programs.parents, *data.parents}:
            _add(folder, stat.S_IXOTH)
        for path in [programs.parent, *programs.parent.rglob("*")]:
            is_to_run = path.is_dir() or path.stat().st_mode & stat.S_IXUSR
            _add(path, READ_AND_PASS if is_to_run else stat.S_IRGRP | stat.S_IROTH)


def user_for(data: Path) -> SystemUser:
    """Who runs the cluster in `data`. Raises PermissionError when it is somebody else's."""
    owner = data.stat().st_uid if data.exists() else 0
    if os.geteuid() != 0:
        if data.exists() and owner != os.geteuid():
            raise PermissionError(f"{data} belongs to another user")
        return SystemUser()
    return SystemUser(pwd.getpwuid(owner) if owner else _server_user())


def _server_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        program = shutil.which("useradd", path="/usr/sbin:/sbin:" + os.environ.get("PATH", ""))
        if program is None:
            raise PermissionError(f"PostgreSQL does not run as root; make a user {NAME}") from None
        command = [program, "--system", "--shell", "/bin/sh", NAME]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - found above
        return pwd.getpwnam(NAME)


def _add(path: Path, bits: int) -> None:
    mode = path.stat().st_mode
    if mode & bits != bits:
        path.chmod(mode | bits)
