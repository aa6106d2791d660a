"""Schemes with their versions, for the pages of who organizes and publishes."""

from dataclasses import dataclass
from datetime import date

from yiwang.insight.reviews.models import Scheme, SchemeVersion


@dataclass(frozen=True, slots=True)
class SchemeLine:
    """A scheme with what holds on a day and its draft."""

    scheme: Scheme
    in_force: SchemeVersion | None
    draft: SchemeVersion | None


def scheme_lines(on: date) -> list[SchemeLine]:
    """Every scheme, reviews first, in two queries."""
    found = Scheme.objects.prefetch_related("versions").order_by("kind", "key")
    return [_line(scheme, on) for scheme in found]


def _line(scheme: Scheme, on: date) -> SchemeLine:
    versions = list(scheme.versions.all())
    begun = [each for each in versions if each.published_at and each.effective_from <= on]
    return SchemeLine(
        scheme,
        max(begun, key=lambda each: (each.effective_from, each.number), default=None),
        next((each for each in versions if not each.published_at), None),
    )


def versions_of(scheme: Scheme) -> list[SchemeVersion]:
    """The published versions, the latest first."""
    return list(scheme.versions.filter(published_at__isnull=False).order_by("-number"))
