"""Make accounts, and correct what people are called, as an administrator named them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import transaction

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.sheets.telling import Telling, record_changes

SUBJECT = "accounts.account"
_AT_ONCE = 2000


class Called(NamedTuple):
    """What a member of staff is called, and the telephone of their duty."""

    username: str
    name: str
    phone: str = ""


@transaction.atomic
def change_accounts(
    rows: Sequence[Called], told: Mapping[str, Telling], *, actor: Actor, now: datetime
) -> None:
    """Write the rows, by username. A new account cannot sign in before its person has set a
    password by a link (`issue_first_links`). Called by `administration`, which has asked who may.
    """
    Account.objects.bulk_create(
        (Account(**row._asdict(), password=make_password(None), date_joined=now) for row in rows),
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["username"],
        update_fields=["name", "phone"],
    )
    ids = dict(Account.objects.filter(username__in=list(told)).values_list("username", "pk"))
    record_changes(SUBJECT, {ids[key]: each for key, each in told.items()}, actor=actor, at=now)
