"""Ways out of the house that an installation names: its own public address, a mail server, a
gateway for text messages, hosts of its own network that robots of groups may stand on."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server; without one, letters are written to standard output. `is_wrapped`: TLS from
    the first byte; `is_upgraded`: by STARTTLS, wherever a password is sent."""

    backend: str = "django.core.mail.backends.console.EmailBackend"
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    is_wrapped: bool = False
    is_upgraded: bool = False
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Sms:
    """A gateway; without an address there is none."""

    url: str = ""
    body: str = ""
    authorization: str = ""


def address(given: str, variable: str) -> str:
    """An address on the web, without a slash at its end; empty where none is given. Raises
    ImproperlyConfigured."""
    found = given.rstrip("/")
    if found and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", found):
        raise ImproperlyConfigured(f"{variable} must be an address such as https://yiwang.example.")
    return found


def public_address(given: str, origins: list[str]) -> str:
    """The address under which people reach us; else the first of the origins. Raises
    ImproperlyConfigured."""
    return address(given or next(iter(origins), ""), "YIWANG_ADDRESS")


def mail(server: str, sender: str) -> Mail:
    """The mail server that `smtp://user:password@host:587` names. Raises ImproperlyConfigured."""
    if not server:
        return Mail()
    parts = urlsplit(server)
    if parts.scheme not in PORTS or not parts.hostname or "@" not in sender:
        raise ImproperlyConfigured(
            "YIWANG_MAIL must be smtp://user:password@host:port or smtps://…, and YIWANG_MAIL_FROM "
            "the address that letters come from."
        )
    is_wrapped = parts.scheme == "smtps"
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_wrapped=is_wrapped,
        is_upgraded=not is_wrapped and bool(parts.username),
        sender=sender,
    )


def sms(url: str, body: str, authorization: str) -> Sms:
    """What the environment says, checked. Raises ImproperlyConfigured, saying what to write."""
    if not url:
        return Sms()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ImproperlyConfigured("YIWANG_SMS_URL must begin with http:// or https:// and a host.")
    if "{phone}" not in body or "{text}" not in body:
        raise ImproperlyConfigured(
            'YIWANG_SMS_BODY must have {phone} and {text}, such as {"to": "{phone}", "say": '
            '"{text}"} or to={phone}&say={text}.'
        )
    return Sms(url, body, authorization)


def hosts(given: str) -> frozenset[str]:
    """Names of hosts, separated by commas."""
    return frozenset(host.strip().lower() for host in given.split(",") if host.strip())
