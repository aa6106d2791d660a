"""Sending something to an address on the web, and only to where it may go.

An address begins with https:// and leads out of the house, or its host is one that the installation
permits (`YIWANG_WEBHOOK_HOSTS`). Whether it leads out is looked at on the open connection, so that
no name can be bent to a machine of our own between a look and the call. Nothing is followed
elsewhere.
"""

import json
import socket
from collections.abc import Mapping
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from yiwang.insight.messages.channels.bundle import NotDelivered
from yiwang.insight.messages.channels.staying import stay_inside

PATIENCE_S = 5.0  # for each step of the exchange
MOST_READ = 65_536  # bytes of an answer


def fault_of_address(address: str) -> str:
    """Why nothing may be sent to this address; empty when it may."""
    try:
        parts = urlsplit(address)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        return _("This is no address. Copy it as the group shows it.")
    if not parts.hostname or not port_is_number or parts.username or parts.scheme not in _SCHEMES:
        return _("This is no address. Copy it as the group shows it.")
    if _is_permitted(parts):
        return ""
    if parts.scheme != "https":
        return _("The address must begin with https://, so that nobody reads along.")
    if not _leads_out(parts.hostname):
        return _("This leads to a machine of our own. Ask whoever runs the server to permit it.")
    return ""


def post(
    address: str, body: str, headers: Mapping[str, str], *, is_permitted: bool = False
) -> bytes:
    """Send it and give back the beginning of the answer. Raises NotDelivered, with the reason.

    `is_permitted`: whoever runs the server named this very address.
    """
    stay_inside()
    fault = "" if is_permitted else fault_of_address(address)
    if fault:
        raise NotDelivered(fault)
    parts = urlsplit(address)
    connection = _connection(parts, may_stay=is_permitted or _is_permitted(parts))
    try:
        connection.request("POST", _target(parts), body.encode(), dict(headers))
        return _answer(connection.getresponse())
    except (OSError, HTTPException) as problem:
        raise NotDelivered(_said(problem), is_silence=True) from problem
    finally:
        connection.close()


def post_json(address: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """The same with JSON both ways."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    answer = post(address, json.dumps(content, ensure_ascii=False), headers)
    try:
        said = json.loads(answer)
    except ValueError:
        raise NotDelivered(_("The answer is not of such a robot. Look at the address.")) from None
    return said if isinstance(said, dict) else {}


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
    raise NotDelivered(_("It leads to a machine of our own, which is not permitted."))


def _answer(response: HTTPResponse) -> bytes:
    if not 200 <= response.status < 300:
        raise NotDelivered(_("It answered %(status)d.") % {"status": response.status})
    return response.read(MOST_READ)


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


_SCHEMES = ("http", "https")
