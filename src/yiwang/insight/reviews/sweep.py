"""What reviews do by themselves: open the round of a period that has ended, remind before it ends,
close what is over, and lock the cards of every period some days after its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Min
from django.utils import timezone

from yiwang.foundation.periods import Span, span_around, span_before
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.refusals import Refusal
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.actions.lock_cards import lock_cards
from yiwang.insight.reviews.actions.open_round import open_round
from yiwang.insight.reviews.actions.remind_reviewers import remind_reviewers
from yiwang.insight.reviews.definition import ReviewScheme
from yiwang.insight.reviews.models import Asked, Card, Round, SchemeVersion
from yiwang.insight.reviews.schemes import read_once, scorecard_of, versions_in_force

REMINDED_BEFORE = timedelta(days=3)  # of the last day of a round


@dataclass(frozen=True, slots=True)
class Swept:
    """How many rounds were opened, reminded of and closed, and how many periods were locked."""

    opened: int = 0
    reminded: int = 0
    closed: int = 0
    locked: int = 0


def sweep(now: datetime) -> Swept:
    """Do all that is due; repeating it changes nothing."""
    return Swept(_open_due(now), _remind_due(now), _close_due(now), _lock_due(now))


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


def _remind_due(now: datetime) -> int:
    """Once in the last days of a round that was open before them, while somebody has not answered;
    not where somebody has reminded in these days by hand."""
    today, reminded = timezone.localdate(now), 0
    ending = Round.objects.filter(
        closed_at=None, closes_on__gte=today, closes_on__lte=today + REMINDED_BEFORE
    )
    for each in ending.order_by("id"):
        begins = each.closes_on - REMINDED_BEFORE
        known = each.reminded_at or each.opened_at
        waits = Asked.objects.filter(reviewed__round=each, is_answered=False)
        if timezone.localdate(known) < begins and waits.exists():
            remind_reviewers(each.pk, actor=SYSTEM, now=now)
            reminded += 1
    return reminded


def _close_due(now: datetime) -> int:
    over = Round.objects.filter(closed_at=None, closes_on__lt=timezone.localdate(now))
    ids = list(over.order_by("id").values_list("pk", flat=True))
    for round_id in ids:
        close_round(round_id, actor=SYSTEM, now=now)
    return len(ids)


def _lock_due(now: datetime) -> int:
    today, locked = timezone.localdate(now), 0
    for version in versions_in_force("scorecard", today):
        for span in _ended(version, today):
            locked += bool(lock_cards(version.scheme.key, span, actor=SYSTEM, now=now))
    return locked


def _ended(version: SchemeVersion, today: date) -> Iterator[Span]:
    """The periods that are due to be locked and are not, the earliest first: the last one, and all
    that ended since the scheme was first published here."""
    card, scheme = scorecard_of(version), version.scheme
    published = scheme.versions.filter(published_at__isnull=False)
    first = published.aggregate(on=Min("published_at"), holds=Min("effective_from"))
    had = list(Card.objects.filter(scheme=scheme).values_list("since", "until").distinct())
    last = span_before(today - timedelta(days=card.lock_days), card.cadence)
    earliest = max(first["holds"], min(last.until, timezone.localdate(first["on"])))
    span, found = last, []
    while span.until >= earliest:
        if not any(since <= span.until and span.since <= until for since, until in had):
            found.append(span)
        span = span_around(span.since - timedelta(days=1), card.cadence)
    yield from reversed(found)
