"""`yiwang run` as people start it: in a process of its own, with a folder and a port of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil

from tests.servers import free_port

PATIENCE = 240


@dataclass
class Installation:
    """A folder, a port, and the `yiwang run` that serves them."""

    home: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    def run(self, *more: str, **env: str) -> "Installation":
        """Start it and wait until it has said that Ctrl-C ends it."""
        self.log = self.home / "said"
        with self.log.open("w") as said:
            self.process = self._command(*BLANK, *more, stdout=said, stderr=said, env=env)
        wait_until(lambda: "Ctrl-C" in self.said, self._has_ended)
        return self

    def refused(self, **env: str) -> tuple[int, str]:
        """Start another one that is expected to end by itself; its exit code and what it says."""
        process = self._command(*BLANK, stderr=subprocess.PIPE, env=env)
        _, said = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def command(self, *arguments: str, **env: str) -> tuple[int, str]:
        """A short command beside it; its exit code and what it says."""
        process = self._command(
            *arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=env
        )
        said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    @property
    def said(self) -> str:
        return self.log.read_text()

    @property
    def database(self) -> str:
        return f"postgresql://postgres@/yiwang?host={self.home / 'postgres'}"

    def get(self, path: str = "/") -> tuple[int, dict[str, str]]:
        """The status and headers of an answer; 0 when nobody answers."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, {name.lower(): text for name, text in answer.getheaders()}
        except (OSError, HTTPException):
            return 0, {}
        finally:
            connection.close()

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def _command(self, *arguments: str, env: dict[str, str] | None = None, **streams: object):
        ours = {"YIWANG_HOME": str(self.home), "YIWANG_PORT": str(self.port)}
        without = {"DATABASE_URL", "YIWANG_NO_POOL", "YIWANG_UNCOLLECTED_STATIC"}
        inherited = {name: value for name, value in os.environ.items() if name not in without}
        return subprocess.Popen(
            [sys.executable, "-m", "yiwang.config.cli", *arguments],
            env={**inherited, **ours, "YIWANG_WORKERS": "1", **(env or {})}, text=True, **streams,
        )  # fmt: skip

    def _has_ended(self) -> None:
        assert self.process.poll() is None, self.said


BLANK = ("run", "--pack", "blank", "--no-demonstration")


def wait_until(is_so: Callable[[], object], check: Callable[[], None] = lambda: None) -> None:
    """Wait for what other processes bring about; fails when it does not come."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        check()
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.1)
