"""What came by one channel, from the facts: how it stands with its time, and what people said."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, Count, Q, Value, When

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.models import CaseFact
from yiwang.work.cases.outcomes import SATISFIED_FROM

_GONE = Q(fate__in=("withdrawn", "voided"))
_ENDED = Q(ended_on__isnull=False) & ~_GONE
_TAKEN_ON = Q(fate__in=("open", "deferred", "solved", "dissatisfied"))
_RATED = _TAKEN_ON & Q(grade__isnull=False, is_rating_left_out=False)
_OF_TIME = (
    (Q(is_late=True, is_lateness_left_out=False), "late"),
    (_ENDED & Q(is_late=False, is_lateness_left_out=False), "in_time"),
)
_OF_RATING = (
    (_RATED & Q(grade__gte=SATISFIED_FROM), "satisfied"),
    (_RATED, "dissatisfied"),
    (Q(fate__in=("solved", "dissatisfied"), grade=None, has_reporter=True), "unanswered"),
)


def by_area_and_type(channel: str, days: Days) -> Iterable[tuple[Any, ...]]:
    """Area, type, time (in_time, late, other), rating (satisfied, dissatisfied, unanswered,
    not_asked) and how many; confidential ones left out. One query."""
    facts = CaseFact.objects.filter(
        channel=channel, is_confidential=False, reported_on__range=(days.first, days.last)
    )
    return (
        facts.annotate(time=_first_of(_OF_TIME, "other"), rating=_first_of(_OF_RATING, "not_asked"))
        .order_by()
        .values_list("area_id", "type_id", "time", "rating")
        .annotate(number=Count("pk"))
    )


def _first_of(states: Iterable[tuple[Q, str]], otherwise: str) -> Case:
    whens = [When(when, then=Value(state)) for when, state in states]
    return Case(*whens, default=Value(otherwise), output_field=CharField())
