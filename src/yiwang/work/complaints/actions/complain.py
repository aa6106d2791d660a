"""Somebody complains about the software, without an account and without a name."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import REPORTER, Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.foundation.tracking import new_code
from yiwang.work.complaints.models import Complaint

LONGEST, MOST_A_DAY = 2000, 500


class TooMany(Refusal):
    """So many came in one day that no more are taken."""

    code = "too_many_complaints"


@transaction.atomic
def complain(
    text: str, page: str, form: UUID, *, actor: Actor = REPORTER, now: datetime
) -> str | None:
    """The code by which the answer is read; None where the same form was sent before. Refuses words
    that cannot be used (Invalid), and the 501st of a day (TooMany)."""
    if Complaint.objects.filter(form=form).exists():
        return None
    if fault := _fault(text):
        raise Invalid({"text": fault})
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if Complaint.objects.filter(at__gte=today).count() >= MOST_A_DAY:
        raise TooMany(_("So many have complained today that no more are taken. Try tomorrow."))
    code = new_code()
    made = Complaint.objects.create(
        tracking_digest=code.digest, form=form, text=text.strip(), page=page[:200], at=now
    )
    subject = ("complaints.complaint", made.pk)
    record("complaints.complaint.received", subject=subject, actor=actor, at=now)
    return code.shown


def _fault(text: str) -> Sentence:
    if not text.strip():
        return _("Please write what is wrong.")
    if len(text) > LONGEST:
        return _("Please use at most %(most)d characters.") % {"most": LONGEST}
    if personal_numbers(text):
        return _(
            "Nobody needs to know who you are: please take telephone and identity numbers out."
        )
    return ""
