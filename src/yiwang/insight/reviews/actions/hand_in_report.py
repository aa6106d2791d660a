"""Hand in the report that a subject is questioned about and rated by; open until the round ends."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.answering import NUMBERS, still_open
from yiwang.insight.reviews.models import Report
from yiwang.insight.reviews.policies import NO_RESULT, result_to_see, speaking_for
from yiwang.insight.reviews.schemes import review_of

LONGEST = 8000


@transaction.atomic
def hand_in_report(reviewed_id: int, words: str, *, actor: Actor, now: datetime) -> None:
    """Refuses others than those it is about (Forbidden, NotFound), a scheme without reports, an
    empty or too long one and one with numbers of people (Invalid), and a closed round."""
    today = timezone.localdate(now)
    seen, subject = result_to_see(reviewed_id, actor.account_id or 0, today)
    actor = speaking_for(subject, actor, today)
    still_open(reviewed_id)
    if not review_of(seen.round).has_report:
        raise NotFound(NO_RESULT)
    words = words.strip()
    if not words or len(words) > LONGEST:
        raise Invalid({"report": _("Please write the report, in 8000 characters at most.")})
    if personal_numbers(words):
        raise Invalid({"report": NUMBERS})
    Report.objects.update_or_create(
        reviewed_id=reviewed_id,
        defaults={"words": words, "by": actor.capacity, "handed_in_at": now},
    )
    record(
        "reviews.report.handed_in",
        subject=("reviews.reviewed", reviewed_id),
        actor=actor,
        at=now,
        length=len(words),
    )
