"""A request that is sent twice does its work once: the same key gives the same answer.

The key is locked before it is looked up, so that of two simultaneous requests the second waits for
the first and then finds what it made. The tracking code is kept for the retry under the master key.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime

from yiwang.foundation.sealing import keyed_digest, seal_under_master, unseal_under_master
from yiwang.foundation.used_keys import (
    KEPT_FOR_RETRIES,
    KeyUsedOtherwise,
    given_up,
    lock_key,
    plain_key,
)
from yiwang.work.cases.codes import case_of_reporter
from yiwang.work.cases.models import IntakeKey
from yiwang.work.cases.reports import Report, Reported, content_of


def answered_before(report: Report) -> Reported | None:
    """What the same request was answered, if it was sent before. Refuses KeyUsedOtherwise."""
    if not report.idempotency_key:
        return None
    used = _used(report.idempotency_key)
    if used is None:
        return None
    if used.sealed_code is None or not hmac.compare_digest(used.request_digest, _digest(report)):
        raise KeyUsedOtherwise
    code = unseal_under_master(bytes(used.sealed_code), of=f"intake:{used.key}")
    return Reported(used.case_id, used.case.number, code)


def done_before(key: str, code: str, said: Mapping[str, object], now: datetime) -> bool:
    """Whether this act by a reporter's code was done under this key; from here on it is. Refuses
    what `case_of_reporter` refuses, an overlong key, and KeyUsedOtherwise."""
    key = plain_key(key)
    if not key:
        return False
    case, used = case_of_reporter(code), _used(key)
    content = json.dumps([key, case.pk, said], sort_keys=True)
    digest = keyed_digest("act", content)
    if used is None:
        IntakeKey.objects.create(key=key, request_digest=digest, case=case, at=now)
    elif not hmac.compare_digest(used.request_digest, digest):
        raise KeyUsedOtherwise
    return used is not None


def _used(key: str) -> IntakeKey | None:
    """What a key was used for, under a lock that holds until the transaction ends."""
    lock_key(key)
    return IntakeKey.objects.select_related("case").filter(key=key).first()


def remembered(report: Report, answer: Reported, now: datetime) -> list[IntakeKey]:
    """What keeps the answer for a retry, to be written; nothing for a report without a key."""
    key = report.idempotency_key
    if not key:
        return []
    code = seal_under_master(answer.tracking_code, of=f"intake:{key}")
    return [
        IntakeKey(
            key=key,
            request_digest=_digest(report),
            case_id=answer.case_id,
            sealed_code=code,
            at=now,
        )
    ]


def forget_answers(now: datetime) -> int:
    """Drop what nobody retries any more; the sealed codes of all after two days. Run daily."""
    IntakeKey.objects.filter(at__lt=now - KEPT_FOR_RETRIES).update(sealed_code=None)
    return IntakeKey.objects.filter(given_up(now)).delete()[0]


def made_under(key: str) -> Reported | None:
    """The case that a report under this key made, without its code. For whoever owns the key."""
    used = IntakeKey.objects.select_related("case").filter(key=key).first()
    return Reported(used.case_id, used.case.number, "") if used else None


def _digest(report: Report) -> str:
    """Keyed, and different under every key: no two rows tell that they hold the same contact."""
    return keyed_digest("request", content_of(report))
