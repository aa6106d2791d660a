"""Lock a period of a scorecard: every card is computed once and frozen with its facts."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.periods import Span
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid
from yiwang.insight.reviews.cards import lines_for, subjects_of_card, total
from yiwang.insight.reviews.models import Card, Scheme
from yiwang.insight.reviews.policies import organizing
from yiwang.insight.reviews.schemes import scheme_by_key, scorecard_of, version_on


@transaction.atomic
def lock_cards(key: str, span: Span, *, actor: Actor, now: datetime) -> int:
    """How many cards. Refuses a period that has not ended, or before the scheme (Invalid), one that
    is locked (AlreadyDone), and who does not organize over the whole territory (Forbidden)."""
    today = timezone.localdate(now)
    actor = organizing(None, actor, today)
    scheme = Scheme.objects.select_for_update().get(pk=scheme_by_key(key, "scorecard").pk)
    version = version_on(scheme, span.until)
    if span.until >= today or version is None:
        raise Invalid({"period": _("Choose a period that has ended, of a scheme in force then.")})
    if Card.objects.filter(scheme=scheme, since=span.since).exists():
        raise AlreadyDone(_("This period is locked already."))
    card = scorecard_of(version)
    subjects = subjects_of_card(card, today)
    lines = lines_for(scheme, card, subjects, span, today)
    Card.objects.bulk_create(
        (
            Card(
                scheme=scheme,
                version=version,
                since=span.since,
                until=span.until,
                points=total(lines[each.of, each.id]),
                lines=[line.frozen() for line in lines[each.of, each.id]],
                locked_at=now,
                **{f"{each.of}_id": each.id},
            )
            for each in subjects
        ),
        batch_size=1000,
    )
    record(
        "reviews.card.locked",
        subject=("reviews.scheme", scheme.pk),
        actor=actor,
        at=now,
        key=scheme.key,
        version=version.number,
        since=span.since.isoformat(),
        until=span.until.isoformat(),
        cards=len(subjects),
    )
    return len(subjects)
