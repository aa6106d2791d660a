"""Like cases nearby, shown before a report is sent so that one can follow instead (followed by
`follow_case`). Found by place, type and time alone, never by who reported.

Great-circle distance (haversine, radius 6 371 009 m), over the candidates of a bounding box that
the index on latitude and longitude answers. Without a point: the cases of the same area.
What a resident sees of another's case: type, stage, day, area, distance. Not its words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt

from django.db.models import Q, QuerySet

from yiwang.work.cases.case_types import type_by_key
from yiwang.work.cases.models import Case, CaseType
from yiwang.work.cases.policies import not_confidential
from yiwang.work.cases.stages import stage_of

EARTH_M = 6_371_009.0
METRES_PER_DEGREE = 111_195.0
RADIUS_M = 200  # where no type is chosen yet
DAYS = 30
MOST_SHOWN = 5
MOST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class LikeCase:
    """What a resident may know of a case that somebody else reported."""

    case_id: int  # for follow_case
    kind: str
    area: str
    stage: str
    reported_at: datetime
    distance_m: int | None  # rounded to ten metres; None: known by its area only


def like_cases(
    lng: float | None, lat: float | None, area_id: int | None, kind: str, at: datetime
) -> list[LikeCase]:
    """The nearest open cases like this one, at most five. Point in WGS-84."""
    chosen = type_by_key(kind) if kind else None
    if chosen is not None and chosen.hides_cases:
        return []
    found = _comparable(chosen, at)
    if lng is not None and lat is not None:
        return _shown(_near(found, (lng, lat), chosen.like_radius_m if chosen else RADIUS_M))
    if area_id is None:
        return []
    latest = found.filter(area=area_id).order_by("-id")[:MOST_SHOWN]
    return _shown([(None, case) for case in latest])


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two points given as longitude, latitude in degrees."""
    (lng_a, lat_a), (lng_b, lat_b) = ((radians(x), radians(y)) for x, y in (a, b))
    chord = sin((lat_b - lat_a) / 2) ** 2
    chord += cos(lat_a) * cos(lat_b) * sin((lng_b - lng_a) / 2) ** 2
    return 2 * EARTH_M * asin(sqrt(chord))


def box_around(point: tuple[float, float], radius_m: float) -> Q:
    """The condition that a case lies in the square around the circle: the index answers it."""
    lng, lat = point
    high = radius_m / METRES_PER_DEGREE
    wide = high / max(cos(radians(lat)), 0.01)
    return Q(lat__range=(lat - high, lat + high), lng__range=(lng - wide, lng + wide))


def _comparable(chosen: CaseType | None, at: datetime) -> QuerySet[Case]:
    days = chosen.like_days if chosen else DAYS
    same = _may_be_the_same(chosen) if chosen else Q()
    return (
        Case.objects.filter(same, not_confidential(), is_open=True)
        .filter(reported_at__gte=at - timedelta(days=days), reported_at__lte=at)
        .select_related("type", "area__parent", "run")
        .defer("area__geometry", "area__parent__geometry", "words")
    )


def _may_be_the_same(chosen: CaseType) -> Q:
    """Untyped ones, its own type and those above and below it, and those it names as alike."""
    same = Q(type=None) | Q(type=chosen) | Q(type__parent=chosen)
    if chosen.parent_id:
        same |= Q(type=chosen.parent_id)
    if chosen.like_types:
        named = chosen.like_types
        same |= Q(type__key__in=named) | Q(type__parent__key__in=named)
    return same


def _near(
    found: QuerySet[Case], point: tuple[float, float], radius_m: float
) -> list[tuple[float | None, Case]]:
    box = found.filter(box_around(point, radius_m))
    near: list[tuple[float | None, Case]] = []
    for case in box.order_by("-id")[:MOST_COMPARED]:
        if case.lng is None or case.lat is None:
            continue
        away = distance_m(point, (case.lng, case.lat))
        if away <= radius_m:
            near.append((away, case))
    return sorted(near, key=lambda one: (one[0], -one[1].pk))[:MOST_SHOWN]


def _shown(near: list[tuple[float | None, Case]]) -> list[LikeCase]:
    return [
        LikeCase(
            case_id=case.pk,
            kind=case.type.label if case.type else "",
            area=_area_of(case),
            stage=stage_of(case),
            reported_at=case.reported_at,
            distance_m=None if away is None else round(away / 10) * 10,
        )
        for away, case in near
    ]


def _area_of(case: Case) -> str:
    """The area below the one that holds it: neighbours know both."""
    area = case.area
    if area is None:
        return ""
    return f"{area.parent.label} · {area.label}" if area.parent else area.label
