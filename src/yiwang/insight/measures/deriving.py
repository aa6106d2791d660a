"""Facts from cases, in a few statements for any number of them."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import QuerySet

from yiwang.insight.measures.counts import CASES, DEPARTMENTS, days_of_kind
from yiwang.insight.measures.models import CaseFact, DepartmentFact, FactArea
from yiwang.insight.measures.spots import spot_of
from yiwang.work.cases.queries.department_facts import department_facts
from yiwang.work.cases.queries.facts import case_facts, places_of, points_of


def _day(moment: str) -> str:
    return f"({moment} AT TIME ZONE '{settings.TIME_ZONE}')::date"


def _seconds(length: str) -> str:
    return f"extract(epoch FROM {length})::bigint"


LATE = "coalesce(late_since < %(now)s, false)"
COMMON = {
    "was_extended": "was_extended",
    "was_paused": "was_paused",
    "type_id": "type_id",
    "is_confidential": "is_confidential",
    "late_since": "late_since",
    "is_late": LATE,
    "late_on": f"CASE WHEN {LATE} THEN {_day('late_since')} END",
}
CASE_COLUMNS = COMMON | {
    "case_id": "id",
    "area_id": "area_id",
    "nature": "nature",
    "channel": "channel",
    "lng": "lng",
    "lat": "lat",
    "spot": "(%(spots)s::jsonb ->> id::text)::bigint",
    "reach_m": "coalesce(reach_m, 0)",
    "reported_at": "reported_at",
    "reported_on": _day("reported_at"),
    "fate": "fate",
    "has_reporter": "has_reporter",
    "ended_on": _day("closed_at"),
    "ending_seconds": _seconds("closed_at - reported_at"),
    "replied_at": "replied_at",
    "reply_seconds": _seconds("replied_at - reported_at"),
    "due_on": _day("due_at"),
    "late_cleared_on": f"CASE WHEN {LATE} AND closed_at IS NOT NULL"
    f" THEN {_day('greatest(late_since, closed_at)')} END",
    "grade": "grade",
    "is_urgent": "is_urgent",
    "was_dispatched": "was_dispatched",
    "was_given_back": "was_given_back",
    "is_verified": "is_verified",
    "reworks": "coalesce(reworks, 0)",
    "reopenings": "reopened_times",
    "is_duplicate": "is_duplicate",
    "is_repeat": "false",
    "is_rating_left_out": "is_rating_left_out",
    "is_lateness_left_out": "is_lateness_left_out",
    "is_return_left_out": "is_return_left_out",
    "is_dispute": "is_dispute",
    "settled_seconds": _seconds("settled_in"),
    "outside_seconds": f"coalesce({_seconds('settled_outside')}, 0)",
    "settled_free": "settled_free",
}
DEPARTMENT_COLUMNS = COMMON | {
    "task_id": "id",
    "case_id": "case_id",
    "organization_id": "organization_id",
    "is_lead": "is_lead",
    "state": "state",
    "given_on": _day("opened_at"),
    "signed_at": "acknowledged_at",
    "sign_due": "sign_due",
    "signed_late": "signed_late",
    "ended_on": _day("ended_at"),
    "ending_seconds": _seconds("ended_at - opened_at"),
    "late_cleared_on": f"CASE WHEN {LATE} AND ended_at IS NOT NULL"
    f" THEN {_day('greatest(late_since, ended_at)')} END",
    "score": "given_score",
}


def derive(case_ids: Collection[int], now: datetime) -> None:
    """Make the facts of these cases say what the cases say; late is what is over its limit now."""
    ids = list(case_ids)
    FactArea.objects.filter(case_id__in=ids).delete()
    DepartmentFact.objects.filter(case_id__in=ids).delete()
    CaseFact.objects.filter(case_id__in=ids).delete()
    spots = {case_id: spot_of(lat, lng) for case_id, lat, lng in points_of(ids)}
    given = {"now": now, "spots": json.dumps(spots)}
    _insert(CaseFact, CASE_COLUMNS, case_facts(ids), given)
    _insert(DepartmentFact, DEPARTMENT_COLUMNS, department_facts(ids), given)
    _place(ids)


def _place(ids: list[int]) -> None:
    """Put the cases into their areas, for every month that they or their parts count in."""
    months = " UNION ".join(
        f"SELECT case_id, date_trunc('month', day)::date AS month FROM {table._meta.db_table}"
        f" CROSS JOIN LATERAL (VALUES ({'), ('.join(days_of_kind(of))})) placed (day)"
        " WHERE day IS NOT NULL AND case_id = ANY(%s)"
        for of, table in ((CASES, CaseFact), (DEPARTMENTS, DepartmentFact))
    )
    found, values = places_of(ids).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {FactArea._meta.db_table} (area_id, month, case_id)"
            f" SELECT area_id, month, case_id FROM ({found}) place JOIN ({months}) counts"
            " USING (case_id)",
            [*values, ids, ids],
        )


def _insert(
    table: type[models.Model],
    columns: Mapping[str, str],
    facts: QuerySet[Any, Any],
    given: Mapping[str, Any],
) -> None:
    found, values = facts.query.sql_with_params()
    named = {f"v{place}": value for place, value in enumerate(values)}
    found = found % tuple(f"%(v{place})s" for place in range(len(values)))
    statement = (
        f"INSERT INTO {table._meta.db_table} ({', '.join(columns)})"
        f" SELECT {', '.join(columns.values())} FROM ({found}) found"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, named | dict(given))
