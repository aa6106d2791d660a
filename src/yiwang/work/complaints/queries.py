"""Complaints for those who run the software, and for whoever holds the code of one."""

from datetime import date

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import NotFound
from yiwang.foundation.tracking import digest_of
from yiwang.work.complaints.models import Complaint
from yiwang.work.complaints.policies import answering


def complaints_for(actor: Actor, on: date) -> QuerySet[Complaint]:
    """All of them, those without an answer first, the oldest of these before the others."""
    answering(actor, on)
    return Complaint.objects.order_by(F("answered_at").desc(nulls_first=True), "at")


def complaint_by_code(code: str) -> Complaint:
    """The one that a code opens. NotFound for any other code."""
    digest = digest_of(code)
    found = Complaint.objects.filter(tracking_digest=digest).first() if digest else None
    if found is None:
        raise NotFound(_("There is no complaint with this code. Check its nine characters."))
    return found
