"""How often the same kind of thing has come up at one place: it was solved on paper, or not at all.

By place and type alone, within the reach that the type calls alike; without a point by the area.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import seen_where_few
from yiwang.work.cases.queries.likeness import box_around, distance_m

MONTHS, DAYS = 12, 365
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`times` counts this case too; `earlier` are the others, the latest first."""

    times: int
    earlier: list[Case]

    @property
    def comes_back(self) -> bool:
        return self.times > 1


def recurrence_of(case: Case, account_id: int, *, now: datetime) -> Recurrence:
    """Among the cases that the account may see, in the twelve months before this one.

    One query beside the one of the policy.
    """
    if case.type is None or case.area_id is None:
        return Recurrence(1, [])
    since = case.reported_at - timedelta(days=DAYS)
    before = seen_where_few(account_id, now).filter(
        type=case.type_id, is_rehearsal=case.is_rehearsal, pk__lt=case.pk, reported_at__gte=since
    )
    earlier = [other for other in _compared(before, case) if _is_here(other, case)]
    return Recurrence(len(earlier) + 1, earlier)


def times_of(cases: Sequence[Case], account_id: int, *, now: datetime) -> dict[int, int]:
    """By id, for a page of a list: `times` of those of them that come back. One query for all."""
    placed = [case for case in cases if case.type_id and case.area_id]
    if not placed:
        return {}
    since = min(case.reported_at for case in placed) - timedelta(days=DAYS)
    near = reduce(or_, (_here(case) for case in placed))
    others = list(
        seen_where_few(account_id, now)
        .filter(near, type__in={case.type_id for case in placed}, reported_at__gte=since)
        .only("type_id", "area_id", "lng", "lat", "reported_at", "is_rehearsal")
        .order_by("-pk")[: MOST_COMPARED * len(placed)]
    )
    counted = {case.pk: sum(_came_before(other, case) for other in others) for case in placed}
    return {pk: earlier + 1 for pk, earlier in counted.items() if earlier}


def _came_before(other: Case, case: Case) -> bool:
    within = timedelta() <= case.reported_at - other.reported_at <= timedelta(days=DAYS)
    same = (other.type_id, other.is_rehearsal) == (case.type_id, case.is_rehearsal)
    return other.pk < case.pk and within and same and _is_here(other, case)


def _compared(before: QuerySet[Case], case: Case) -> list[Case]:
    return list(before.filter(_here(case)).defer("words").order_by("-pk")[:MOST_COMPARED])


def _here(case: Case) -> Q:
    here = Q(area=case.area_id, lat=None) if case.lat is not None else Q(area=case.area_id)
    if case.lng is not None and case.lat is not None and case.type is not None:
        here |= box_around((case.lng, case.lat), case.type.like_radius_m)
    return here


def _is_here(other: Case, case: Case) -> bool:
    if None in (case.lng, case.lat, other.lng, other.lat) or case.type is None:
        return other.area_id == case.area_id
    there, here = (other.lng or 0.0, other.lat or 0.0), (case.lng or 0.0, case.lat or 0.0)
    return distance_m(there, here) <= case.type.like_radius_m
