"""Which cases come back: another of the same type at the same place within a year before.

The same place: within the reach that the type calls alike, by great circle; where either has no
point, the same area. As `work.cases.queries.recurrence` says it, for everybody at once.
"""

from collections.abc import Collection

from django.db import connection

from yiwang.insight.measures.models import CaseFact

TABLE = CaseFact._meta.db_table
METRES_PER_DEGREE = 111_195.0
EARTH_M = 6_371_009.0
DISTANCE = f"""2 * {EARTH_M} * asin(least(1, sqrt(
    sin(radians(one.lat - other.lat) / 2) ^ 2
    + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(radians(one.lng - other.lng) / 2) ^ 2)))
"""
WITHIN_A_YEAR = """other.case_id < one.case_id
    AND other.reported_at BETWEEN one.reported_at - interval '365 days' AND one.reported_at"""
ALIKE_BY_POINT = f"""other.type_id = one.type_id
    AND {{found}}.lat BETWEEN {{given}}.lat - {{given}}.reach_m / {METRES_PER_DEGREE}
        AND {{given}}.lat + {{given}}.reach_m / {METRES_PER_DEGREE}
    AND {DISTANCE} <= {{given}}.reach_m"""  # of one type, both reach equally far
ALIKE_BY_AREA = """other.type_id = one.type_id AND other.area_id = one.area_id
    AND (one.lat IS NULL OR other.lat IS NULL)"""
ALIKE = (ALIKE_BY_POINT, ALIKE_BY_AREA)
LATER = " UNION ".join(
    f"SELECT one.case_id FROM {TABLE} other JOIN {TABLE} one"
    f" ON {alike.format(found='one', given='other')} AND {WITHIN_A_YEAR}"
    " WHERE other.case_id = ANY(%(ids)s)"
    for alike in ALIKE
)
COMES_BACK = " OR ".join(
    f"EXISTS (SELECT FROM {TABLE} other"
    f" WHERE {alike.format(found='other', given='one')} AND {WITHIN_A_YEAR})"
    for alike in ALIKE
)


def later_alike(case_ids: Collection[int]) -> set[int]:
    """The cases that may come back because of these."""
    with connection.cursor() as cursor:
        cursor.execute(LATER, {"ids": list(case_ids)})
        return {row[0] for row in cursor.fetchall()}


def told_anew(case_ids: Collection[int]) -> dict[int, bool]:
    """Those of these cases whose fact says it wrongly, with what is right."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT case_id, comes_back FROM (SELECT one.case_id, one.is_repeat,"
            f" ({COMES_BACK}) AS comes_back FROM {TABLE} one WHERE one.case_id = ANY(%(ids)s)) told"
            " WHERE is_repeat <> comes_back",
            {"ids": list(case_ids)},
        )
        return dict(cursor.fetchall())
