"""Keys by which a request sent twice is known: the same key, the same request, done once."""

from http import HTTPStatus

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid, Refusal

FIELD, LONGEST_KEY = "idempotency_key", 128
TOO_LONG_KEY = _("The key may have 128 characters at most.")


class KeyUsedOtherwise(Refusal):
    """The key belongs to another request."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "key_used_otherwise"

    def __init__(self) -> None:
        super().__init__(
            _("This key was already used for another request. Send this one with a new key.")
        )


def plain_key(given: str) -> str:
    """The key as it is kept; empty: none. Refuses (Invalid) an overlong one."""
    key = given.replace("\x00", "").strip()
    if len(key) > LONGEST_KEY:
        raise Invalid({FIELD: TOO_LONG_KEY})
    return key


def lock_key(key: str) -> None:
    """Until the transaction ends, whoever comes with the same key waits, and then finds what was
    made under it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
