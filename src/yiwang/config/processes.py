"""The processes of one installation: the web server and the worker, ended together."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

PR_SET_PDEATHSIG = 1
PATIENCE_SECONDS = 10

Process = subprocess.Popen[bytes]


def web_command(host: str, port: int) -> list[str]:
    """Granian serving the WSGI application; it starts anew a process of its own that dies."""
    threads = os.environ.get("YIWANG_THREADS", "8")
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


@contextmanager
def started(*commands: list[str]) -> Iterator[list[Process]]:
    """Run the commands until the block is left, then end them, politely first.

    Each is in a session of its own, so that Ctrl-C reaches us alone and we end them in order.
    """
    children: list[Process] = []
    try:
        for command in commands:
            child = subprocess.Popen(command, start_new_session=True, preexec_fn=end_with_parent)  # noqa: S603 - our own commands
            children.append(child)
        yield children
    finally:
        for child in children:
            child.terminate()
        for child in children:
            _await_end(child)


def end_with_parent() -> None:
    """When the parent is killed, the kernel ends this process: no server is left on the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _await_end(child: Process) -> None:
    try:
        child.wait(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
