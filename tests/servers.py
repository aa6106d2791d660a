"""The web server as people run it, over a database of a test, in processes of its own."""

import os
import signal
import socket
import subprocess
import time
from http.client import HTTPConnection, HTTPException

from yiwang.config.processes import end_with_parent, web_command

ANSWERS_WITHIN_SECONDS = 180


class Served:
    """A running server: its address, its database, and how to end it, politely or abruptly."""

    def __init__(self, database: str, **env: str) -> None:
        self.database = database
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = os.environ | {"DATABASE_URL": database, "YIWANG_NO_POOL": ""} | env
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen(
            web_command("127.0.0.1", self.port),
            env=self.env, start_new_session=True, preexec_fn=end_with_parent,
        )  # fmt: skip
        until = time.monotonic() + ANSWERS_WITHIN_SECONDS
        while not self._answers():
            assert self.process.poll() is None, "the server ended"
            assert time.monotonic() < until, "the server did not answer"
            time.sleep(0.1)

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(20)

    def kill(self) -> None:
        """SIGKILL for all its processes at once: none of them can tidy up."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _answers(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
