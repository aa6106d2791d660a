"""The case types that residents are offered, in two levels."""

from collections import defaultdict
from dataclasses import dataclass

from yiwang.work.cases.models import CaseType


@dataclass(frozen=True, slots=True)
class Offered:
    """A first-level type with those below it. All carry `key`, `name`, `name_en`, `hint`."""

    kind: CaseType
    below: tuple[CaseType, ...]


def offered_types() -> list[Offered]:
    """In the order the pack gives them, in one query."""
    below: dict[int, list[CaseType]] = defaultdict(list)
    tops: list[CaseType] = []
    for each in CaseType.objects.filter(is_offered=True).order_by("position", "id"):
        if each.parent_id is None:
            tops.append(each)
        else:
            below[each.parent_id].append(each)
    return [Offered(top, tuple(below[top.pk])) for top in tops]
