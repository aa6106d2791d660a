"""Load accounts: those that are missing are added, those that exist are left as they are.

A name or a password that somebody has changed since is never set back.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from yiwang.foundation.accounts.models import Account
from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record

_ADD = """
INSERT INTO {table}
  (username, name, password, phone, email, is_superuser, is_staff, is_active, date_joined)
SELECT row.username, row.name, row.password, row.phone, '', false, false, true, %s
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[])
  AS row (username, name, password, phone)
ON CONFLICT (username) DO NOTHING
RETURNING name, username
"""


class AccountRow(NamedTuple):
    """An account. Without `signs_in` nobody can, until a password is set. `phone` is of a desk."""

    username: str
    name: str
    signs_in: bool = False
    phone: str = ""


@transaction.atomic
def load_accounts(
    rows: Sequence[AccountRow], *, password: str, actor: Actor, now: datetime
) -> Change:
    """Add the accounts that do not exist; those that sign in get `password`. Called by packs."""
    missing = _missing(rows)
    if not missing:
        return change_of("accounts")
    shared = make_password(password) if any(row.signs_in for row in missing) else ""
    columns = [
        [row.username for row in missing],
        [row.name for row in missing],
        [shared if row.signs_in else make_password(None) for row in missing],
        [row.phone for row in missing],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ADD.format(table=Account._meta.db_table), [now, *columns])
        added = [f"{name} ({username})" for name, username in cursor.fetchall()]
        cursor.execute(f"ANALYZE {Account._meta.db_table}")
    record(
        "accounts.account.loaded",
        subject=("accounts.account", 0),
        actor=actor,
        at=now,
        added=len(added),
    )
    return change_of("accounts", added)


def _missing(rows: Sequence[AccountRow]) -> list[AccountRow]:
    names = [row.username for row in rows]
    known = set(Account.objects.filter(username__in=names).values_list("username", flat=True))
    return [row for row in rows if row.username not in known]
