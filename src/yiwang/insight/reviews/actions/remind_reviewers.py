"""Remind of a round: those asked get a message, and it stands on their list. Of an anonymous round
all of them are told again, so that nobody learns from a message who has answered."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, NotFound
from yiwang.insight.reviews.actions.close_round import NO_ROUND
from yiwang.insight.reviews.models import Asked, Round
from yiwang.insight.reviews.policies import organizing

REST = timedelta(days=1)  # nobody is reminded twice a day


@transaction.atomic
def remind_reviewers(round_id: int, *, actor: Actor, now: datetime) -> int:
    """How many are reminded. Refuses a closed round, and twice within a day (AlreadyDone)."""
    actor = organizing(None, actor, timezone.localdate(now))
    found = Round.objects.select_for_update().filter(pk=round_id).first()
    if found is None:
        raise NotFound(NO_ROUND)
    if found.closed_at is not None:
        raise AlreadyDone(_("This round is closed already."))
    if found.reminded_at is not None and found.reminded_at > now - REST:
        raise AlreadyDone(_("They were reminded within the last day. Give them time."))
    waiting = Asked.objects.filter(reviewed__round=found, is_answered=False).count()
    found.reminded_at = now
    found.save(update_fields=["reminded_at"])
    record(
        "reviews.round.reminded",
        subject=("reviews.round", found.pk),
        actor=actor,
        at=now,
        waiting=waiting,
    )
    return waiting
