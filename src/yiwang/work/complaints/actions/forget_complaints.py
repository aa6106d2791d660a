"""What was answered a year ago is forgotten."""

from datetime import datetime, timedelta

from django.db import transaction

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.work.complaints.models import Complaint

KEPT = timedelta(days=365)


@transaction.atomic
def forget_complaints(*, actor: Actor, now: datetime) -> int:
    """How many were forgotten."""
    number, _by_model = Complaint.objects.filter(answered_at__lt=now - KEPT).delete()
    if number:
        subject = ("complaints.complaint", 0)
        record(
            "complaints.complaints.forgotten", subject=subject, actor=actor, at=now, number=number
        )
    return number
