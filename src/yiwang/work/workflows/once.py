"""An act that is sent twice is done once: under the same key the second finds the first."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from yiwang.foundation.used_keys import KeyUsedOtherwise, given_up, lock_key
from yiwang.work.workflows.models import ActKey


@dataclass(frozen=True, slots=True)
class Once:
    """The key of a request (`plain_key`) and what was sent under it, word for word. `seen`: of an
    act decided without a signal, the newest record of the subject that its author had before them.
    """

    key: str
    said: str
    seen: int | None = None


def done_before(once: Once, account_id: int, task_id: int, action: str, now: datetime) -> bool:
    """Whether the account did this under this key; from here on it did. May refuse
    (KeyUsedOtherwise)."""
    lock_key(f"{account_id} {once.key}")
    said = "\x00".join((str(task_id), action, once.said))
    digest = hashlib.sha256(said.encode()).hexdigest()
    used = ActKey.objects.filter(account=account_id, key=once.key).first()
    if used is None:
        ActKey.objects.create(
            account_id=account_id, key=once.key, task_id=task_id, digest=digest, at=now
        )
    elif not hmac.compare_digest(used.digest, digest):
        raise KeyUsedOtherwise
    return used is not None


def forget_keys(now: datetime) -> int:
    """Drop what nobody sends again any more. Run daily."""
    return ActKey.objects.filter(given_up(now)).delete()[0]


def is_used(key: str, account_id: int) -> bool:
    """Whether the account has done something under this key: for what is said of it. Only
    `done_before` decides."""
    return ActKey.objects.filter(account=account_id, key=key).exists()
