"""Give a review that one is asked for: once; anonymous ones leave no trace of who said what."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor, ActorKind
from yiwang.foundation.records.write import record
from yiwang.insight.reviews.answering import Given, add_anonymous, check_given, still_open
from yiwang.insight.reviews.models import Answer
from yiwang.insight.reviews.policies import asking_to_answer
from yiwang.insight.reviews.schemes import review_of

ANONYMOUS = Actor(ActorKind.STAFF)


@transaction.atomic
def give_review(asked_id: int, given: Given, *, actor: Actor, now: datetime) -> bool:
    """Whether it was given now; False where it was given before, and then nothing changes.

    Refuses who is not asked or has left the post (NotFound), an incomplete form (Invalid), and a
    closed round (RoundOver). The record of an anonymous answer names nobody.
    """
    asked, actor = asking_to_answer(asked_id, actor, timezone.localdate(now))
    reviewed = still_open(asked.reviewed_id)
    if asked.is_answered:
        return False
    questions = review_of(reviewed.round).questions_of("reviewers")
    checked = check_given(given, questions)
    asked.is_answered = True
    asked.save(update_fields=["is_answered"])
    if reviewed.is_anonymous:
        add_anonymous(reviewed, "reviewers", checked, questions)
    else:
        Answer.objects.create(
            asked=asked,
            values=dict(checked.values),
            words=dict(checked.words),
            by=actor.capacity,
            given_at=now,
        )
    record(
        "reviews.answer.given",
        subject=("reviews.round", reviewed.round_id),
        actor=ANONYMOUS if reviewed.is_anonymous else actor,
        at=now,
        reviewed=None if reviewed.is_anonymous else reviewed.pk,
    )
    return True
