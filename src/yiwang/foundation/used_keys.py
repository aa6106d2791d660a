"""Keys by which a request sent twice is known: the same key, the same request, done once.

A program asks again within two days or never. A form may lie on a phone without a signal, its
answer lost, until the holidays are over: its key is known for sixty days.
"""

from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid, Refusal

FIELD, LONGEST_KEY = "idempotency_key", 128
TOO_LONG_KEY = _("The key may have 128 characters at most.")
OF_A_FORM = "form:"  # how the keys of forms of staff begin
KEPT_FOR_RETRIES, KEPT_FOR_FORMS = timedelta(days=2), timedelta(days=60)


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


def key_of_form(form: str, account_id: int) -> str:
    """The key of a form that this member of staff sends; `form` is the name it was given."""
    return f"{OF_A_FORM}{account_id}:{form}"


def given_up(now: datetime) -> Q:
    """The keys that nobody sends again: a condition for their tables."""
    of_programs = Q(at__lt=now - KEPT_FOR_RETRIES) & ~Q(key__startswith=OF_A_FORM)
    return of_programs | Q(at__lt=now - KEPT_FOR_FORMS)


def lock_key(key: str) -> None:
    """Until the transaction ends, whoever comes with the same key waits, and then finds what was
    made under it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
