"""Whoever runs the software answers a complaint about it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound
from yiwang.work.complaints.models import Complaint
from yiwang.work.complaints.policies import answering


@transaction.atomic
def answer_complaint(complaint_id: int, answer: str, *, actor: Actor, now: datetime) -> None:
    """Refuses an empty answer (Invalid), and a second one (AlreadyDone)."""
    acting = answering(actor, timezone.localdate(now))
    complaint = Complaint.objects.select_for_update().filter(pk=complaint_id).first()
    if complaint is None:
        raise NotFound(_("There is no such complaint. Choose one from the list."))
    if complaint.answered_at is not None:
        raise AlreadyDone(_("This complaint has been answered already."))
    if not answer.strip():
        raise Invalid({"answer": _("Write the answer.")})
    complaint.answer, complaint.answered_at = answer.strip()[:3000], now
    complaint.answered_as, complaint.answered_by_id = acting.capacity[:200], acting.account_id
    complaint.save()
    subject = ("complaints.complaint", complaint.pk)
    record("complaints.complaint.answered", subject=subject, actor=acting, at=now)
