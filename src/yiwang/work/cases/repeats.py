"""A request that is sent twice is taken in once: the same key gives the same answer.

The key is locked before it is looked up, so that of two simultaneous requests the second waits for
the first and then finds what it made. The tracking code is kept for the retry under the master key.
"""

import hmac
from datetime import datetime, timedelta
from http import HTTPStatus

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Refusal
from yiwang.work.cases.models import IntakeKey
from yiwang.work.cases.reports import Report, Reported, content_of
from yiwang.work.cases.sealing import keyed_digest, seal_under_master, unseal_under_master

KEPT_FOR_RETRIES = timedelta(days=2)


class KeyUsedOtherwise(Refusal):
    """The key belongs to another request."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "key_used_otherwise"

    def __init__(self) -> None:
        super().__init__(
            _("This key was already used for another report. Send this one with a new key.")
        )


def answered_before(report: Report) -> Reported | None:
    """What the same request was answered, if it was sent before. Refuses KeyUsedOtherwise."""
    if not report.idempotency_key:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [report.idempotency_key]
        )
    used = IntakeKey.objects.select_related("case").filter(key=report.idempotency_key).first()
    if used is None:
        return None
    if not hmac.compare_digest(used.request_digest, _digest(report)):
        raise KeyUsedOtherwise
    code = unseal_under_master(bytes(used.sealed_code), of=f"intake:{used.key}")
    return Reported(used.case_id, used.case.number, code)


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
    """Drop what nobody retries any more, and the sealed codes with it. Run daily."""
    return IntakeKey.objects.filter(at__lt=now - KEPT_FOR_RETRIES).delete()[0]


def _digest(report: Report) -> str:
    """Keyed, and different under every key: no two rows tell that they hold the same contact."""
    return keyed_digest("request", content_of(report))
