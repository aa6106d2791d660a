"""Places at which the same type of thing keeps coming up, over the whole territory at once.

The same place is what the type calls alike (`like_radius_m`) around a point. Of cases without a
point it is their area, where no area lies below it; larger ones are no place. Counted are the weeks
back from the latest case in which it came up, so that many reports of one day are one time.
Confidential types, parts of cases and what was merged are left out.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import not_confidential, seen_among
from yiwang.work.cases.queries.likeness import METRES_PER_DEGREE, box_around, distance_m

COMES_BACK = """
  WITH counted AS MATERIALIZED (
    SELECT one.id, one.type_id, one.area_id, one.lng, one.lat, one.reported_at, one.closed_at,
      type.like_radius_m AS radius,
      type.like_radius_m / %(degree)s AS high,
      type.like_radius_m / %(degree)s / greatest(cos(radians(COALESCE(one.lat, 0))), 0.01) AS wide
    FROM cases_case one
    JOIN cases_casetype type ON type.id = one.type_id AND NOT type.is_confidential
    LEFT JOIN cases_casetype above ON above.id = type.parent_id
    WHERE one.reported_at >= %(recent)s AND one.reported_at < %(now)s
      AND one.parent_id IS NULL AND one.area_id IS NOT NULL AND one.lat IS NOT NULL
      AND NOT COALESCE(above.is_confidential, false)
  )
  SELECT here.id, here.type_id, here.area_id, here.lng, here.lat, here.radius,
    count(DISTINCT before.week) FILTER (WHERE before.week > 0) AS earlier,
    count(*) FILTER (WHERE before.closed_at < here.reported_at) AS ended,
    min(before.reported_at) AS since
  FROM counted here
  CROSS JOIN LATERAL (
    SELECT other.id, other.closed_at, other.reported_at,
      floor(extract(epoch FROM here.reported_at - other.reported_at) / 604800) AS week
    FROM cases_case other
    WHERE other.type_id = here.type_id AND other.parent_id IS NULL
      AND other.lat BETWEEN here.lat - here.high AND here.lat + here.high
      AND other.lng BETWEEN here.lng - here.wide AND here.lng + here.wide
      AND sqrt(
        power((other.lat - here.lat) / here.high, 2) + power((other.lng - here.lng) / here.wide, 2)
      ) <= 1
      AND other.reported_at >= %(since)s AND other.id < here.id
  ) before
  WHERE NOT EXISTS (
    SELECT FROM cases_merge merged
    WHERE merged.unmerged_at IS NULL AND merged.member_id IN (before.id, here.id)
  )
  GROUP BY here.id, here.type_id, here.area_id, here.lng, here.lat, here.radius
  HAVING count(DISTINCT before.week) FILTER (WHERE before.week > 0) + 1 >= %(times)s
    AND count(*) FILTER (WHERE before.closed_at < here.reported_at) >= %(ended)s
  ORDER BY earlier DESC, here.id DESC
"""

COMES_BACK_IN_AREA = """
  WITH counted AS MATERIALIZED (
    SELECT one.id, one.type_id, one.area_id, one.reported_at, one.closed_at
    FROM cases_case one
    JOIN cases_casetype type ON type.id = one.type_id AND NOT type.is_confidential
    LEFT JOIN cases_casetype above ON above.id = type.parent_id
    WHERE one.reported_at >= %(since)s AND one.reported_at < %(now)s AND one.lat IS NULL
      AND one.parent_id IS NULL AND NOT COALESCE(above.is_confidential, false)
      AND one.area_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM territory_area below
        WHERE below.parent_id = one.area_id AND below.valid_to IS NULL
      )
      AND NOT EXISTS (
        SELECT FROM cases_merge merged
        WHERE merged.unmerged_at IS NULL AND merged.member_id = one.id
      )
  ), here AS (
    SELECT DISTINCT ON (type_id, area_id) * FROM counted WHERE reported_at >= %(recent)s
    ORDER BY type_id, area_id, id DESC
  ), before AS (
    SELECT here.id, other.closed_at < here.reported_at AS is_ended, other.reported_at,
      floor(extract(epoch FROM here.reported_at - other.reported_at) / 604800) AS week
    FROM here JOIN counted other USING (type_id, area_id)
    WHERE other.id < here.id
  )
  SELECT here.id, here.type_id, here.area_id, NULL, NULL, NULL,
    count(DISTINCT week) FILTER (WHERE week > 0) AS earlier,
    count(*) FILTER (WHERE is_ended) AS ended, min(before.reported_at) AS since
  FROM here JOIN before USING (id)
  GROUP BY here.id, here.type_id, here.area_id
  HAVING count(DISTINCT week) FILTER (WHERE week > 0) + 1 >= %(area_times)s
    AND count(*) FILTER (WHERE is_ended) >= %(ended)s
  ORDER BY earlier DESC, here.id DESC
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something comes back: in `times` weeks with that of the latest case; `ended` of the
    earlier cases had ended before it. Without a point it is the area."""

    case_id: int
    type_id: int
    area_id: int
    lng: float | None
    lat: float | None
    radius_m: float | None
    times: int
    ended: int
    since: datetime

    def is_at(self, lng: float | None, lat: float | None) -> bool:
        """Whether that point is the same place; of an area none is."""
        if None in (lng, lat, self.lng, self.lat):
            return False
        here, there = (self.lng or 0.0, self.lat or 0.0), (lng or 0.0, lat or 0.0)
        return distance_m(there, here) <= (self.radius_m or 0.0)


@dataclass(frozen=True, slots=True)
class Often:
    """How often is too often: in `times` weeks since a moment (`area_times` where only the area is
    known, which is larger than a place), `ended` of them having ended."""

    recent: datetime
    since: datetime
    times: int
    area_times: int
    ended: int


def coming_back(often: Often, now: datetime) -> list[Place]:
    """Each place once, by its latest case, the most frequent first: points, then areas; two
    statements."""
    values: dict[str, datetime | float] = {
        "now": now,
        "recent": often.recent,
        "since": often.since,
        "times": often.times,
        "area_times": often.area_times,
        "ended": often.ended,
        "degree": METRES_PER_DEGREE,
    }
    with connection.cursor() as cursor:
        cursor.execute(COMES_BACK, values)
        rows = [_place(*row) for row in cursor.fetchall()]
        cursor.execute(COMES_BACK_IN_AREA, values)
        areas = [_place(*row) for row in cursor.fetchall()]
    return [*_apart(rows), *areas]


def _apart(rows: list[Place]) -> list[Place]:
    """One of those that lie together."""
    found: list[Place] = []
    by_type: dict[int, list[Place]] = {}
    for row in rows:
        same = by_type.setdefault(row.type_id, [])
        if not any(each.is_at(row.lng, row.lat) for each in same):
            same.append(row)
            found.append(row)
    return found


def _place(  # as the statement answers
    case: int,
    kind: int,
    area: int,
    lng: float | None,
    lat: float | None,
    radius: float | None,
    earlier: int,
    ended: int,
    since: datetime,
) -> Place:
    return Place(case, kind, area, lng, lat, radius, earlier + 1, ended, since)


def cases_there(case_id: int, since: datetime, account_id: int, now: datetime) -> QuerySet[Case]:
    """The case and the earlier ones of its place since a moment, those the account may see, the
    latest first."""
    here = Case.objects.filter(not_confidential(), pk=case_id).select_related("type").first()
    if here is None or here.type is None:
        return Case.objects.none()
    near = Case.objects.filter(
        type=here.type_id, reported_at__gte=since, pk__lte=here.pk, parent=None
    )
    if here.lat is None:
        alike = near.filter(area=here.area_id, area__isnull=False, lat=None)
        return seen_among(list(alike.values_list("pk", flat=True)), account_id, now)
    found = _around(near, (here.lng or 0.0, here.lat), here.type.like_radius_m)
    return seen_among(found, account_id, now)


def _around(cases: QuerySet[Case], point: tuple[float, float], radius_m: float) -> list[int]:
    rows = cases.filter(box_around(point, radius_m)).values_list("pk", "lng", "lat")
    return [pk for pk, lng, lat in rows if distance_m((lng or 0.0, lat or 0.0), point) <= radius_m]
