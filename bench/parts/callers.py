"""Callers over HTTP/1.1 with connections kept open, cheap enough to share the machine with what
they measure: one process, plain sockets, one request at a time on each."""

import json
import selectors
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    @property
    def content(self) -> Any:  # Any: JSON
        return json.loads(self.body)


def request(method: str, path: str, content: object = None, *headers: str) -> bytes:
    """The bytes of a request with JSON in it; bytes are the fields of a form."""
    kind = "x-www-form-urlencoded" if isinstance(content, bytes) else "json"
    body = _body(content)
    lines = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Content-Type: application/{kind}",
        f"Content-Length: {len(body)}",
        *headers,
    ]
    return "\r\n".join([*lines, "", ""]).encode() + body


def _body(content: object) -> bytes:
    if isinstance(content, bytes) or content is None:
        return content or b""
    return json.dumps(content, ensure_ascii=False).encode()


class Caller:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""

    def send(self, message: bytes) -> None:
        self.socket.sendall(message)

    def receive(self) -> Answer | None:
        """What there is to read; the answer once it is whole."""
        self._received += self.socket.recv(65_536)
        head, found, body = self._received.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return None
        self._received = b""
        return Answer(int(head[9:12]), body)

    def ask(self, message: bytes) -> Answer:
        """Send and wait."""
        self.send(message)
        while (answer := self.receive()) is None:
            pass
        return answer


def per_second(
    port: int, stories: list[Callable[[], bytes]], expected: int, seconds: float
) -> float:
    """Requests answered with `expected` per second, by one caller for each of the stories."""
    with selectors.DefaultSelector() as ready:
        for story in stories:
            caller = Caller(port)
            caller.send(story())
            ready.register(caller.socket, selectors.EVENT_READ, (caller, story))
        started, answered = time.monotonic(), 0
        until = started + seconds
        while time.monotonic() < until:
            for key, _events in ready.select():
                caller, story = key.data
                answered += _go_on(caller, story, expected)
        took = time.monotonic() - started
        for key in list(ready.get_map().values()):
            key.data[0].socket.close()
    return answered / took


def _go_on(caller: Caller, story: Callable[[], bytes], expected: int) -> int:
    answer = caller.receive()
    if answer is None:
        return 0
    if answer.status != expected:
        raise SystemExit(f"{answer.status} instead of {expected}: {answer.body.decode()}")
    caller.send(story())
    return 1


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return 0
