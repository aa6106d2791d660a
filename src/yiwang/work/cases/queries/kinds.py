"""Which kinds of cases everybody may know of, and since when there are cases at all."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.policies import HIDDEN_TYPES


def public_kinds() -> Sequence[CaseType]:
    """The upper kinds of cases that are not confidential, in their order."""
    above = CaseType.objects.filter(parent=None).exclude(pk__in=HIDDEN_TYPES.values("pk"))
    return list(above.order_by("position", "pk"))


def has_come_by(channel: str) -> bool:
    """Whether any case ever came by a channel."""
    return Case.objects.filter(channel=channel).exists()


def first_reported_on() -> date | None:
    """The day of the first case there is."""
    first = Case.objects.order_by("reported_at").values_list("reported_at", flat=True).first()
    return timezone.localdate(first) if first else None
