"""How often the same kind of thing has come up at one place: it was solved on paper, or not at all.

By place and type alone, within the reach that the type calls alike; without a point by the area.
Of what came up there, `MOST_COMPARED` are looked at, and of those the ones the reader may see.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from yiwang.work.cases.models import Case
from yiwang.work.cases.policies import seen_among
from yiwang.work.cases.queries.likeness import EARTH_M, METRES_PER_DEGREE

DAYS = 365
MOST_COMPARED = 200

# Each place by an index of its own: points nearby, then what has no point, on either side.
_PLACES = (
    """other.lat BETWEEN one.lat - high AND one.lat + high
     AND other.lng BETWEEN one.lng - wide AND one.lng + wide
     AND 2 * %(earth_m)s * asin(least(1, sqrt(sin(radians(one.lat - other.lat) / 2) ^ 2
         + cos(radians(one.lat)) * cos(radians(other.lat))
         * sin(radians(one.lng - other.lng) / 2) ^ 2))) <= kind.like_radius_m""",
    "one.lat IS NOT NULL AND other.lat IS NULL AND other.area_id = one.area_id",
    "one.lat IS NULL AND other.area_id = one.area_id",
)
_AT_PLACE = """(SELECT other.id FROM cases_case other WHERE {place}
     AND other.type_id = one.type_id AND other.is_rehearsal = one.is_rehearsal
     AND other.id < one.id AND one.reported_at - other.reported_at BETWEEN '0' AND %(within)s
     ORDER BY CASE WHEN %(latest)s THEN -other.id END LIMIT %(most)s)"""
_BEFORE = """
SELECT one.id, before.id, coalesce(theirs.primary_id, before.id) FROM cases_case one
JOIN cases_casetype kind ON kind.id = one.type_id
CROSS JOIN LATERAL (SELECT kind.like_radius_m / %(degree_m)s AS high,
    kind.like_radius_m / %(degree_m)s / greatest(cos(radians(one.lat)), 0.01) AS wide) reach
CROSS JOIN LATERAL ({at_places}) before
LEFT JOIN cases_merge theirs ON theirs.member_id = before.id AND theirs.unmerged_at IS NULL
LEFT JOIN cases_merge own ON own.member_id = one.id AND own.unmerged_at IS NULL
WHERE one.id = ANY(%(ids)s) AND one.area_id IS NOT NULL
    AND coalesce(theirs.primary_id, before.id) <> coalesce(own.primary_id, one.id)
""".format(at_places=" UNION ALL ".join(_AT_PLACE.format(place=place) for place in _PLACES))


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`times` counts this matter too; `earlier` are the others, the latest first, a case of each.
    Cases that are merged are one matter."""

    times: int
    earlier: list[Case]

    @property
    def comes_back(self) -> bool:
        return self.times > 1


def recurrence_of(case: Case, account_id: int, *, now: datetime) -> Recurrence:
    """Among the cases that the account may see, in the twelve months before this one: the latest.

    One query beside those of the policy.
    """
    matters = {earlier: matter for _case, earlier, matter in _before([case.pk], are_latest=True)}
    if not matters:
        return Recurrence(1, [])
    seen = seen_among(set(matters), account_id, now).defer("words").order_by("-pk")
    of_matter: dict[int, Case] = {}
    for each in seen:
        of_matter.setdefault(matters[each.pk], each)
    return Recurrence(len(of_matter) + 1, list(of_matter.values()))


def times_of(cases: Sequence[Case], account_id: int, *, now: datetime) -> dict[int, int]:
    """By id, for a page of a list: `times` of those of them that come back.

    One query for all beside those of the policy, however many came up there.
    """
    found = _before([case.pk for case in cases], are_latest=False)
    if not found:
        return {}
    seen = set(
        seen_among({earlier for _case, earlier, _matter in found}, account_id, now).values_list(
            "pk", flat=True
        )
    )
    matters = {(case_id, matter) for case_id, earlier, matter in found if earlier in seen}
    counted = Counter(case_id for case_id, _matter in matters)
    return {case_id: count + 1 for case_id, count in counted.items()}


def _before(case_ids: Collection[int], *, are_latest: bool) -> list[tuple[int, int, int]]:
    """A case, one like it that came before (the latest, or any), and the case that stands for that
    matter; nothing that is merged with the case itself."""
    if not case_ids:
        return []
    given: dict[str, Any] = {  # Any: values of a statement
        "ids": list(case_ids),
        "latest": are_latest,
        "most": MOST_COMPARED,
        "within": timedelta(days=DAYS),
        "degree_m": METRES_PER_DEGREE,
        "earth_m": EARTH_M,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, given)
        return [(one, other, matter) for one, other, matter in cursor.fetchall()]
