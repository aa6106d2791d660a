"""The processes of one installation: the web server and the worker, kept alive, ended together."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

PR_SET_PDEATHSIG = 1
PATIENCE_SECONDS = 10
PAUSE_SECONDS = 3  # between two starts of a process that keeps ending

logger = logging.getLogger(__name__)


def web_command(host: str, port: int) -> list[str]:
    """Granian serving the WSGI application; it starts anew a process of its own that dies."""
    threads = os.environ.get("YIWANG_THREADS", "16")
    workers = os.environ.get("YIWANG_WORKERS", str(min(os.cpu_count() or 1, 4)))
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", workers),
        *("--blocking-threads", threads, "--no-ws", "--log-level", "error"),
        *("--respawn-failed-workers", "--workers-kill-timeout", str(PATIENCE_SECONDS - 2)),
        "yiwang.config.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The worker: sealing, sweeping and everything else that happens by itself."""
    return [sys.executable, "-m", "yiwang.config.worker"]


class Child:
    """A process of ours, in a session of its own: Ctrl-C reaches us alone, and we end it."""

    def __init__(self, command: list[str]) -> None:
        self.command = command
        self._start()

    @property
    def is_alive(self) -> bool:
        return self.process.poll() is None

    def revive(self) -> None:
        """Start it again if it ended by itself."""
        if not self.is_alive and time.monotonic() > self.started_at + PAUSE_SECONDS:
            logger.warning("%s ended, starting it again", self.command[2])
            self._start()

    def await_end(self) -> None:
        """Wait, and lose patience at last."""
        try:
            self.process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - one of our own commands
            self.command, start_new_session=True, preexec_fn=end_with_parent
        )


@contextmanager
def started(*commands: list[str]) -> Iterator[list[Child]]:
    """Run the commands until the block is left, then end them, politely first."""
    children: list[Child] = []
    try:
        for command in commands:
            children.append(Child(command))
        yield children
    finally:
        for child in children:
            child.process.terminate()
        for child in children:
            child.await_end()


def end_with_parent() -> None:
    """When the parent is killed, the kernel ends this process: no server is left on the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
