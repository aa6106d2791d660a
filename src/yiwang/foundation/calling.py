"""Calling an address on the web, and only where it may lead.

An address begins with https:// and leads out of the house, or its host is one that the installation
permits (`YIWANG_WEBHOOK_HOSTS`). Whether it leads out is looked at on the open connection, so that
no name can be bent to a machine of our own between a look and the call. Nothing is followed
elsewhere, and nothing is read for ever.
"""

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

PATIENCE_S = 5.0  # for each step of the exchange
PATIENCE_IN_ALL_S = 60.0
_PORTION = 65_536  # bytes
_SCHEMES = ("http", "https")


class NotReached(Exception):
    """A call came to nothing; the words are for the administrator and hold no secret. `is_silence`:
    nobody answered at all, and would not answer to the next one either."""

    def __init__(self, said: str, *, is_silence: bool = False) -> None:
        super().__init__(said)
        self.is_silence = is_silence


@dataclass(frozen=True, slots=True)
class Call:
    """`is_permitted`: whoever runs the server named this very address. Of an answer longer than
    `most` bytes the beginning is enough, unless it `is_whole`."""

    address: str
    method: str = "GET"
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    most: int = _PORTION
    is_whole: bool = False
    is_permitted: bool = False


def fault_of_address(address: str) -> str:
    """Why nothing may be called at this address; empty when it may."""
    try:
        parts = urlsplit(address)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        return _("This is no address. Copy it as it is shown there.")
    if not parts.hostname or not port_is_number or parts.username or parts.scheme not in _SCHEMES:
        return _("This is no address. Copy it as it is shown there.")
    if _is_permitted(parts):
        return ""
    if parts.scheme != "https":
        return _("The address must begin with https://, so that nobody reads along.")
    if not _leads_out(parts.hostname):
        return _("This leads to a machine of our own. Ask whoever runs the server to permit it.")
    return ""


def fault_of_practice() -> str:
    """Why nothing leaves a practice installation, whatever is set up there; empty in every other.
    Whatever opens a connection outwards asks this first."""
    return _("This is the practice system: nothing is sent outside.") if settings.PRACTICE else ""


def call(wanted: Call) -> bytes:
    """What is answered. Raises NotReached, with the reason; always in a practice installation."""
    fault = fault_of_practice() or ("" if wanted.is_permitted else fault_of_address(wanted.address))
    if fault:
        raise NotReached(fault)
    parts = urlsplit(wanted.address)
    connection = _connection(parts, may_stay=wanted.is_permitted or _is_permitted(parts))
    body = wanted.body.encode() if wanted.method == "POST" else None
    try:
        connection.request(wanted.method, _target(parts), body, dict(wanted.headers))
        return _answer(connection.getresponse(), wanted)
    except (OSError, HTTPException) as problem:
        raise NotReached(_said(problem), is_silence=True) from problem
    finally:
        connection.close()


def _is_permitted(parts: SplitResult) -> bool:
    return parts.hostname in settings.WEBHOOK_HOSTS


def _connection(parts: SplitResult, *, may_stay: bool) -> HTTPConnection:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    connection._create_connection = partial(_opened, may_stay)  # type: ignore[attr-defined]  # the one place where its socket can be looked at before anything is sent
    return connection


def _opened(may_stay: bool, *args: Any, **kwargs: Any) -> socket.socket:
    sock = socket.create_connection(*args, **kwargs)
    if may_stay or ip_address(sock.getpeername()[0].partition("%")[0]).is_global:
        return sock
    sock.close()
    raise NotReached(_("It leads to a machine of our own, which is not permitted."))


def _answer(response: HTTPResponse, wanted: Call) -> bytes:
    if 300 <= response.status < 400:
        said = _("It answered %(status)d and leads elsewhere, where nobody follows it.")
        raise NotReached(said % {"status": response.status})
    if not 200 <= response.status < 300:
        raise NotReached(_("It answered %(status)d.") % {"status": response.status})
    if not wanted.is_whole:
        return response.read(wanted.most)
    return _whole(response, wanted.most)


def _whole(response: HTTPResponse, most: int) -> bytes:
    until = monotonic() + PATIENCE_IN_ALL_S
    read = bytearray()
    while portion := response.read1(_PORTION):
        read += portion
        if len(read) > most:
            said = _("It sends more than %(most)s MB: let it send less at a time.")
            raise NotReached(said % {"most": most // 1_000_000})
        if monotonic() > until:
            said = _("It was not done within %(seconds)d seconds.")
            raise NotReached(said % {"seconds": PATIENCE_IN_ALL_S})
    return bytes(read)


def _said(problem: Exception) -> str:
    if isinstance(problem, TimeoutError):
        return _("It did not answer within %(seconds)d seconds.") % {"seconds": PATIENCE_S}
    return _("There is no connection: %(problem)s.") % {"problem": type(problem).__name__}


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _leads_out(host: str) -> bool:
    """Judged by the words alone; the connection is judged again."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".localhost", ".local", ".internal"))
