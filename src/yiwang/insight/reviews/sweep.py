"""What reviews do by themselves: open the round of a period that has ended, close what is over, and
lock the cards of a period some days after its end."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Refusal
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.actions.lock_cards import lock_cards
from yiwang.insight.reviews.actions.open_round import open_round
from yiwang.insight.reviews.definition import ReviewScheme
from yiwang.insight.reviews.models import Card, Round
from yiwang.insight.reviews.periods import span_before
from yiwang.insight.reviews.schemes import read_once, scorecard_of, versions_in_force


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rounds were opened and closed, and how many periods were locked."""

    opened: int = 0
    closed: int = 0
    locked: int = 0


def sweep(now: datetime) -> Swept:
    """Do all that is due; repeating it changes nothing."""
    return Swept(_open_due(now), _close_due(now), _lock_due(now))


def _open_due(now: datetime) -> int:
    today, opened = timezone.localdate(now), 0
    for version in versions_in_force("review", today):
        scheme = read_once(version.source)
        assert isinstance(scheme, ReviewScheme)
        span = span_before(today, scheme.cadence)
        had = Round.objects.filter(
            scheme=version.scheme, since__lte=span.until, until__gte=span.since
        )
        is_due = scheme.opens_itself and span.until >= version.effective_from
        if not is_due or had.exists():
            continue
        try:
            open_round(version.scheme.key, span, actor=SYSTEM, now=now)
        except Refusal:  # nobody fits: tried again tomorrow
            continue
        opened += 1
    return opened


def _close_due(now: datetime) -> int:
    over = Round.objects.filter(closed_at=None, closes_on__lt=timezone.localdate(now))
    ids = list(over.order_by("id").values_list("pk", flat=True))
    for round_id in ids:
        close_round(round_id, actor=SYSTEM, now=now)
    return len(ids)


def _lock_due(now: datetime) -> int:
    today, locked = timezone.localdate(now), 0
    for version in versions_in_force("scorecard", today):
        card = scorecard_of(version)
        span = span_before(today - timedelta(days=card.lock_days), card.cadence)
        if span.until < version.effective_from:
            continue
        if not Card.objects.filter(scheme=version.scheme, since=span.since).exists():
            locked += bool(lock_cards(version.scheme.key, span, actor=SYSTEM, now=now))
    return locked
