"""Another system as a real server on this machine: what it has at its addresses, and what it was
told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class System:
    """`has`: path -> status and body; `asked`: each call with its headers; `told`: what arrived."""

    address: str
    has: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    told: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def put(self, path: str, document: object) -> None:
        self.has[path] = (200, json.dumps(document, ensure_ascii=False).encode())


@contextmanager
def other_system() -> Iterator[System]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.system = System(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.system
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        system: System = self.server.system
        system.asked.append((self.path, dict(self.headers)))
        self._answer(*system.has.get(self.path, (404, b"")))

    def do_POST(self) -> None:
        system: System = self.server.system
        body = self.rfile.read(int(self.headers["Content-Length"]))
        system.told.append((self.path, dict(self.headers), body))
        self._answer(*system.has.get(self.path, (200, b"{}")))

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", body.decode())
            body = b""
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing."""
