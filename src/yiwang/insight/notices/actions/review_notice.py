"""A second person publishes a notice, or sends it back with a reason."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid
from yiwang.insight.notices.models.notice import DRAFT, PUBLISHED
from yiwang.insight.notices.policies import notice_to_review


@transaction.atomic
def review_notice(
    notice_id: int, *, publish: bool, reason: str = "", actor: Actor, now: datetime
) -> None:
    """Refused to whoever wrote it (Forbidden); sending back needs a reason (Invalid)."""
    notice, acting = notice_to_review(notice_id, actor, timezone.localdate(now))
    if not publish and not reason.strip():
        raise Invalid({"reason": _("Say what has to be changed.")})
    if publish:
        notice.state, notice.published_at = PUBLISHED, now
        notice.published_as, notice.published_by_id = acting.capacity[:200], acting.account_id
    else:
        notice.state, notice.reason = DRAFT, reason.strip()[:300]
    notice.save()
    record(
        "notices.notice.published" if publish else "notices.notice.returned",
        subject=("notices.notice", notice.pk),
        actor=acting,
        at=now,
        reason="" if publish else notice.reason,
    )
