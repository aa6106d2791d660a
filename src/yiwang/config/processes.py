"""The processes of one installation: the web server and the worker, ended together."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PR_SET_PDEATHSIG = 1


def web_command(host: str, port: int) -> list[str]:
    """Granian serving the WSGI application."""
    threads = os.environ.get("YIWANG_THREADS", "8")
    workers = os.environ.get("YIWANG_WORKERS", str(min(os.cpu_count() or 1, 4)))
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", host, "--port", str(port), "--workers", workers),
        *("--blocking-threads", threads, "--no-ws", "--log-level", "warning"),
        "yiwang.config.wsgi:application",
    ]


def worker_command() -> list[str]:
    """The worker: sealing, sweeping and everything else that happens by itself."""
    return [sys.executable, "-m", "yiwang.config.worker"]


@contextmanager
def started(*commands: list[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run the commands until the block is left, then end them, politely first."""
    children: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            children.append(subprocess.Popen(command, preexec_fn=_end_with_parent))  # noqa: S603 - our own commands; Linux only
        yield children
    finally:
        for child in children:
            child.terminate()
        for child in children:
            _await_end(child)


def _await_end(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _end_with_parent() -> None:
    """When the parent is killed, the kernel ends the child: no server is left on the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
