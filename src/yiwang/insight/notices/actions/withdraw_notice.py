"""Take a published notice back: its text and pictures go at once, its public reason stays."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.insight.notices.models.notice import WITHDRAWN
from yiwang.insight.notices.policies import notice_to_withdraw
from yiwang.work.cases.publishing import PUBLIC


@transaction.atomic
def withdraw_notice(notice_id: int, reason: str, *, actor: Actor, now: datetime) -> None:
    """Refuses without a reason, and numbers of people in it (Invalid)."""
    notice, acting = notice_to_withdraw(notice_id, actor, timezone.localdate(now))
    if not reason.strip():
        raise Invalid({"reason": _("Say why it is taken back. Everybody reads it.")})
    if personal_numbers(reason):
        raise Invalid({"reason": PUBLIC})
    notice.state, notice.reason, notice.withdrawn_at = WITHDRAWN, reason.strip()[:300], now
    notice.save(update_fields=["state", "reason", "withdrawn_at"])
    record(
        "notices.notice.withdrawn",
        subject=("notices.notice", notice.pk),
        actor=acting,
        at=now,
        reason=notice.reason,
    )
