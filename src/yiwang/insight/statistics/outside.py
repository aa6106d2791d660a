"""Typed-in figures as indicators ask for them: `outside:KEY`, of an area or the whole."""

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.subjects import AREA, ORGANIZATION, Subject
from yiwang.insight.statistics.queries import outside_sum
from yiwang.insight.statistics.series import all_series
from yiwang.structure.territory.queries import primary_net, tops_of


def outside(key: str, subject: Subject, days: Days) -> int | None:
    """As a whole number; None for a body, and where nobody typed one in."""
    if subject.kind == ORGANIZATION or key not in all_series():
        return None
    areas = (
        [subject.id] if subject.kind == AREA else [each.pk for each in tops_of(primary_net().pk)]
    )
    found = [outside_sum(key, area, days.first, days.last) for area in areas]
    known = [int(each) for each in found if each is not None]
    return sum(known) if known else None
