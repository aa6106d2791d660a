"""Hand a draft to a second person, who publishes it or sends it back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.notices.models.notice import SUBMITTED
from yiwang.insight.notices.policies import notice_to_write


@transaction.atomic
def submit_notice(notice_id: int, *, actor: Actor, now: datetime) -> None:
    """From here it cannot be changed. Refuses what is no draft any more (AlreadyDone)."""
    notice, acting = notice_to_write(notice_id, actor, timezone.localdate(now))
    notice.state, notice.reason = SUBMITTED, ""
    notice.save(update_fields=["state", "reason"])
    subject = ("notices.notice", notice.pk)
    record("notices.notice.submitted", subject=subject, actor=acting, at=now)
