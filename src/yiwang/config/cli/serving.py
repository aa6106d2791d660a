"""Serving until told to stop: where we listen, when we are ready, and what is looked after."""

import errno
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

import click

from yiwang.config.engine import Engine
from yiwang.config.processes import Child, started, web_command, worker_command

READY_SECONDS = 60
LEAVING_SECONDS = 5  # a killed installation's server may need so long to leave its port
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def local_host(self) -> str:
        """The name under which this machine itself reaches it."""
        return EVERYWHERE.get(self.host, self.host)

    @property
    def url(self) -> str:
        host = f"[{self.local_host}]" if ":" in self.local_host else self.local_host
        return f"http://{host}:{self.port}/"

    def problem(self) -> OSError | None:
        """Why nobody could listen here now."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((self.host, self.port))
            except OSError as problem:
                return problem
        return None

    def refuse_if_taken(self) -> None:
        """Wait a little for a server that is just leaving; then say that the port is taken."""
        until = time.monotonic() + LEAVING_SECONDS
        while problem := self.problem():
            if problem.errno != errno.EADDRINUSE:
                raise click.ClickException(
                    f"Cannot listen on {self.host}, port {self.port}: {problem.strerror}. "
                    "Choose others with YIWANG_HOST and YIWANG_PORT."
                )
            if time.monotonic() > until:
                raise click.ClickException(
                    f"Port {self.port} is taken. Choose another: YIWANG_PORT={self.port + 1}"
                )
            time.sleep(0.2)

    def answers(self) -> bool:
        """Does our server answer? Any answer counts, one to an unexpected host name too."""
        connection = HTTPConnection(self.local_host, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status < 500
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def given_address() -> Address:
    """`YIWANG_HOST` and `YIWANG_PORT`."""
    port = os.environ.get("YIWANG_PORT", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise click.ClickException(f"YIWANG_PORT is {port!r}; give a number from 1 to 65535.")
    return Address(os.environ.get("YIWANG_HOST", "127.0.0.1"), int(port))


def serve(
    address: Address,
    engine: Engine,
    *,
    greet: Callable[[Address], None],
    then: Callable[[], None] | None = None,
    until: Callable[[], bool] = lambda: False,
) -> None:
    """Run the server and the worker, and keep them and the engine alive, `until` that is so or we
    are told to stop.

    `then` is what remains to be done once, while pages are served already.
    """
    with started(web_command(address.host, address.port), worker_command()) as children:
        _await_ready(address, children)
        greet(address)
        if then:
            then()
        while not until():
            engine.revive()
            for child in children:
                child.revive()
            time.sleep(0.5)


def _await_ready(address: Address, children: list[Child]) -> None:
    until = time.monotonic() + READY_SECONDS
    while all(child.is_alive for child in children) and time.monotonic() < until:
        if address.answers():
            return
        time.sleep(0.1)
    raise click.ClickException(
        "The server did not start; the lines above say why. Try `yiwang doctor`."
    )
