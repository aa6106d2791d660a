"""Open a round of a review: who is reviewed and who is asked is fixed now, by what holds today."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.periods import Span
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.refusals import AlreadyDone, Invalid, Refusal
from yiwang.insight.reviews.asking import write_asked, write_reviewed
from yiwang.insight.reviews.definition import ReviewScheme
from yiwang.insight.reviews.models import Round, Scheme
from yiwang.insight.reviews.policies import organizing
from yiwang.insight.reviews.schemes import read_once, scheme_by_key, version_on


class NobodyToReview(Refusal):
    """The scheme names nobody who is there."""

    code = "nobody_to_review"

    def __init__(self) -> None:
        super().__init__(
            _("Nobody fits this scheme today. Check the kinds, levels and posts that it names.")
        )


@transaction.atomic
def open_round(key: str, span: Span, *, actor: Actor, now: datetime) -> int:
    """The id of the round, open for as many days as the scheme says.

    Refuses who does not organize over the whole territory (Forbidden), a period that begins later
    than today (Invalid), one that has a round or overlaps one already (AlreadyDone), and a scheme
    that fits nobody (NobodyToReview).
    """
    today = timezone.localdate(now)
    actor = organizing(None, actor, today)
    scheme = Scheme.objects.select_for_update().get(pk=scheme_by_key(key, "review").pk)
    version = version_on(scheme, today)
    if version is None or span.since > today:
        raise Invalid({"period": _("Choose a period that has begun, of a scheme in force.")})
    overlapping = scheme.rounds.filter(since__lte=span.until, until__gte=span.since)
    if overlapping.exists():
        raise AlreadyDone(_("This period has its round already. Look at it in the list."))
    definition = read_once(version.source)
    assert isinstance(definition, ReviewScheme)
    opened = Round.objects.create(
        scheme=scheme,
        version=version,
        since=span.since,
        until=span.until,
        opened_at=now,
        closes_on=today + timedelta(days=definition.days),
    )
    reviewed = write_reviewed(opened, definition, today)
    if not reviewed:
        raise NobodyToReview
    asked = write_asked(opened, definition.reviewers, today) if definition.reviewers else 0
    record(
        "reviews.round.opened",
        subject=("reviews.round", opened.pk),
        actor=actor,
        at=now,
        scheme=scheme.key,
        version=version.number,
        since=span.since.isoformat(),
        until=span.until.isoformat(),
        closes_on=opened.closes_on.isoformat(),
        reviewed=reviewed,
        asked=asked,
    )
    return opened.pk
