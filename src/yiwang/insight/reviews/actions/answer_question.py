"""Answer a question about a report: by those it is about, until the round ends."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.answering import NUMBERS, still_open
from yiwang.insight.reviews.models import ReportQuestion
from yiwang.insight.reviews.policies import NO_RESULT, result_to_see, speaking_for


@transaction.atomic
def answer_question(
    reviewed_id: int, question_id: int, words: str, *, actor: Actor, now: datetime
) -> None:
    """Refuses others than those it is about, empty words, numbers of people, a closed round."""
    today = timezone.localdate(now)
    _seen, subject = result_to_see(reviewed_id, actor.account_id or 0, today)
    actor = speaking_for(subject, actor, today)
    still_open(reviewed_id)
    found = ReportQuestion.objects.filter(report__reviewed=reviewed_id, pk=question_id).first()
    if found is None:
        raise NotFound(NO_RESULT)
    words = words.strip()
    if not words or len(words) > 2000:
        raise Invalid({"answer": _("Please write the answer, in 2000 characters at most.")})
    if personal_numbers(words):
        raise Invalid({"answer": NUMBERS})
    found.answer, found.answered_by, found.answered_at = words, actor.capacity, now
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    record(
        "reviews.report.answered",
        subject=("reviews.reviewed", reviewed_id),
        actor=actor,
        at=now,
        question=question_id,
    )
