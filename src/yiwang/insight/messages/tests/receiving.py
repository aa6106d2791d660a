"""A real server on this machine that stands for the robots of groups and the gateway."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Receiver:
    """What arrived, and how it answers: `answers` by path, else `{"errcode": 0}`."""

    address: str
    arrived: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)  # seconds, by path

    def bodies(self, path: str = "") -> list[dict]:
        return [
            json.loads(body) for at, _headers, body in self.arrived if at.startswith(path or "/")
        ]


@contextmanager
def receiving() -> Iterator[Receiver]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    receiver = Receiver(f"http://127.0.0.1:{server.server_port}")
    server.receiver = receiver
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver
        path = self.path.partition("?")[0]
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        time.sleep(receiver.slow.get(path, 0))
        receiver.arrived.append((self.path, dict(self.headers), body))
        status, said = receiver.answers.get(path, (200, '{"errcode": 0, "errmsg": "ok"}'))
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, *args: object) -> None:
        """Say nothing."""
