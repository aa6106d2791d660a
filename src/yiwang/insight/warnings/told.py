"""Whom a warning concerns first: the nearest posts that have a power of its kind over its area. All
others with such a power see it in the list."""

from collections.abc import Collection
from datetime import date

from yiwang.insight.warnings.models import EarlyWarning
from yiwang.insight.warnings.policies import POWERS
from yiwang.structure.posts.queries.told import posts_nearest_with


def posts_told(warning_ids: Collection[int], on: date) -> dict[int, set[int]]:
    """Warning -> posts, of those that are open. One statement for each kind among them."""
    warnings = EarlyWarning.objects.filter(pk__in=warning_ids, closed_at=None)
    by_kind: dict[str, dict[int, int | None]] = {}
    for pk, kind, area_id in warnings.values_list("pk", "kind", "area_id"):
        by_kind.setdefault(kind, {})[pk] = area_id
    found: dict[int, set[int]] = {}
    for kind, areas in by_kind.items():
        nearest = posts_nearest_with(POWERS[kind], set(areas.values()), on)
        found |= {pk: nearest[area_id] for pk, area_id in areas.items() if area_id in nearest}
    return found
