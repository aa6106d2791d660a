"""Ask a question about a report: by those who are asked to review its subject."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.personal_numbers import personal_numbers
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.answering import NUMBERS, still_open
from yiwang.insight.reviews.models import Report, ReportQuestion
from yiwang.insight.reviews.policies import asking_to_answer


@transaction.atomic
def ask_about_report(asked_id: int, words: str, *, actor: Actor, now: datetime) -> None:
    """The question stands under the post of who asks. Refuses who is not asked (NotFound), where no
    report is handed in, empty words and numbers of people (Invalid), and a closed round."""
    asked, actor = asking_to_answer(asked_id, actor, timezone.localdate(now))
    still_open(asked.reviewed_id)
    report = Report.objects.filter(reviewed=asked.reviewed_id).first()
    if report is None:
        raise NotFound(_("No report is handed in yet."))
    words = words.strip()
    if not words or len(words) > 1000:
        raise Invalid({"question": _("Please write the question, in 1000 characters at most.")})
    if personal_numbers(words):
        raise Invalid({"question": NUMBERS})
    if report.questions.filter(words=words).exists():
        return
    made = ReportQuestion.objects.create(
        report=report, words=words, by=actor.capacity, asked_at=now
    )
    record(
        "reviews.report.questioned",
        subject=("reviews.reviewed", asked.reviewed_id),
        actor=actor,
        at=now,
        question=made.pk,
    )
