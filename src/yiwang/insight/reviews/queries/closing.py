"""Rounds that are still open, by the last day on which they are answered."""

from datetime import date

from django.db.models import Q

from yiwang.insight.reviews.models import Asked, Reviewed, Round
from yiwang.structure.territory.queries import ids_below


def rounds_closing(area_id: int, first: date, last: date) -> list[Round]:
    """Those about an area, or bodies there, and those in which bodies and posts there are asked.
    One query."""
    below = ids_below([area_id])
    about = Reviewed.objects.filter(Q(area__in=below) | Q(organization__area__in=below))
    asked = Asked.objects.filter(
        Q(organization__area__in=below)
        | Q(appointment__post__area__in=below)
        | Q(appointment__post__organization__area__in=below)
    )
    there = Q(pk__in=about.values("round")) | Q(pk__in=asked.values("reviewed__round"))
    found = Round.objects.filter(there, closed_at=None, closes_on__range=(first, last))
    return list(found.select_related("scheme").order_by("closes_on", "id"))
