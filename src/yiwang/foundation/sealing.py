"""Sealing: a key per case for the contact, wrapped under the master key that no database holds.

AES-256-GCM throughout. What is sealed for one case cannot be opened as another's: the case is part
of what is authenticated. See docs/decisions/0008-a-contact-sealed-per-case.md.
"""

import hmac
import os
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal

_NONCE = 12  # bytes, as GCM wants it


class Unreadable(Refusal):
    """The master key is not the one this was sealed under, or the sealed bytes were changed."""

    code = "unreadable"

    def __init__(self) -> None:
        super().__init__(
            _("This was sealed under another key. Ask the administrator to bring that key back.")
        )


@dataclass(frozen=True, slots=True)
class Sealed:
    """`content` under a key of its own; `wrapped_key` is that key under the master key."""

    content: bytes
    wrapped_key: bytes


def seal(content: str, *, of: str) -> Sealed:
    """Seal `content` with a fresh key, bound to what it belongs to (`of`, e.g. `contact:7`)."""
    key = AESGCM.generate_key(bit_length=256)
    return Sealed(_closed(AESGCM(key), content.encode(), of), _closed(_derived("wrap"), key, of))


def unseal(sealed: Sealed, *, of: str) -> str:
    """What was sealed. Raises Unreadable when the master key or the bytes are not the same."""
    key = _opened(_derived("wrap"), sealed.wrapped_key, of)
    return _opened(AESGCM(key), sealed.content, of).decode()


def seal_under_master(content: str, *, of: str) -> bytes:
    """Seal something short-lived, or of the installation itself, under the master key alone."""
    return _closed(_derived("short"), content.encode(), of)


def unseal_under_master(content: bytes, *, of: str) -> str:
    """What `seal_under_master` sealed. Raises Unreadable."""
    return _opened(_derived("short"), content, of).decode()


def keyed_digest(purpose: str, content: str) -> str:
    """SHA-256 of `content` keyed for `purpose`: 64 hexadecimal digits nobody can guess back."""
    key = _derived_from(settings.MASTER_KEY, purpose)
    return hmac.digest(key, content.encode(), "sha256").hex()


def _derived(purpose: str) -> AESGCM:
    return _cipher_from(settings.MASTER_KEY, purpose)


@lru_cache(maxsize=16)
def _cipher_from(master_key: str, purpose: str) -> AESGCM:
    return AESGCM(_derived_from(master_key, purpose))


@lru_cache(maxsize=16)
def _derived_from(master_key: str, purpose: str) -> bytes:
    return hmac.digest(bytes.fromhex(master_key), purpose.encode(), "sha256")


def _closed(key: AESGCM, content: bytes, of: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + key.encrypt(nonce, content, of.encode())


def _opened(key: AESGCM, content: bytes, of: str) -> bytes:
    try:
        return key.decrypt(content[:_NONCE], content[_NONCE:], of.encode())
    except InvalidTag as problem:
        raise Unreadable from problem
