"""Close a round: its numbers are computed once, and nothing in it changes any more."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, NotFound
from yiwang.insight.reviews.closing import close_all
from yiwang.insight.reviews.models import Round
from yiwang.insight.reviews.policies import organizing
from yiwang.insight.reviews.schemes import review_of

NO_ROUND = _("There is no such round. Choose one from the list.")


@transaction.atomic
def close_round(round_id: int, *, actor: Actor, now: datetime) -> None:
    """What is not answered now counts as not answered. Refuses a closed round (AlreadyDone)."""
    actor = organizing(None, actor, timezone.localdate(now))
    rows = Round.objects.select_for_update(of=("self",)).select_related("version")
    closing = rows.filter(pk=round_id).first()
    if closing is None:
        raise NotFound(NO_ROUND)
    if closing.closed_at is not None:
        raise AlreadyDone(_("This round is closed already."))
    with_points = close_all(closing, review_of(closing), now)
    closing.closed_at = now
    closing.save(update_fields=["closed_at"])
    record(
        "reviews.round.closed",
        subject=("reviews.round", closing.pk),
        actor=actor,
        at=now,
        with_points=with_points,
    )
