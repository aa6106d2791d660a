"""In what detail cells are kept for an area: for those of the two lowest levels of a net by month.

So little counts there in a few days that it is read from its facts (decision 0033). The tree is
kept here as the cells know it, so that they can be taken away again by the tree they were added by;
and so is the size of the hexagons that those with cells by day have cells of.
"""

from typing import Any

from django.db import connection

from yiwang.insight.measures.models import FactArea, Standing
from yiwang.insight.measures.models.facts import DAYS, MONTHS, TYPES
from yiwang.insight.measures.spots import size_of
from yiwang.structure.territory.extents import extents_of_levels
from yiwang.structure.territory.queries import nets, trees_of_levels

BY_DAY, BY_TYPE = 2, 3  # levels below an area: from here on it has cells by day, by type and day
TABLE = Standing._meta.db_table
COLUMNS = "area_id, above_id, detail, spot_size"


def detail_of_levels(levels: list[dict[str, Any]]) -> dict[str, int]:
    """The detail of each level of a net (top first); the top one has cells by day in any case."""
    by_day = min(BY_DAY, len(levels) - 1)
    return {
        level["key"]: TYPES if height >= BY_TYPE else DAYS if height >= by_day else MONTHS
        for height, level in enumerate(reversed(levels))
    }


def cases_standing_elsewhere() -> list[int]:
    """The cases lying in areas that have others above them than the cells know."""
    found, values = _differing()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT case_id FROM {FactArea._meta.db_table} WHERE area_id IN"
            f" (SELECT area_id FROM ({found}) differing)",
            values,
        )
        return [row[0] for row in cursor.fetchall()]


def take_over_the_tree() -> None:
    """Make the tree here what it is in the territory. The cells must not hold what differs."""
    wanted, values = _wanted()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH wanted AS ({wanted}), gone AS (DELETE FROM {TABLE} old WHERE NOT EXISTS"
            " (SELECT FROM wanted WHERE wanted.area_id = old.area_id"
            " AND wanted.above_id = old.above_id))"
            f" INSERT INTO {TABLE} ({COLUMNS})"
            f" SELECT * FROM (SELECT * FROM wanted EXCEPT SELECT {COLUMNS} FROM {TABLE}) differing"
            " ON CONFLICT (area_id, above_id) DO UPDATE"
            " SET detail = excluded.detail, spot_size = excluded.spot_size",
            values,
        )


def _differing() -> tuple[str, tuple[Any, ...]]:
    wanted, values = _wanted()
    kept = f"SELECT {COLUMNS} FROM {TABLE}"
    return (
        f"WITH wanted AS ({wanted}) (SELECT * FROM wanted EXCEPT {kept})"
        f" UNION ({kept} EXCEPT SELECT * FROM wanted)",
        values,
    )


def _wanted() -> tuple[str, tuple[Any, ...]]:
    """Area, area above, the detail of that one and the size of its hexagons, over all nets."""
    parts: list[str] = []
    values: list[Any] = []
    for net in nets():
        details = detail_of_levels(net.levels)
        by_day = [key for key, detail in details.items() if detail >= DAYS]
        sizes = {pk: size_of(each) for pk, each in extents_of_levels(net.pk, by_day).items()}
        for key, detail in details.items():
            statement, given = trees_of_levels(net.pk, [key]).query.sql_with_params()
            parts.append(
                f"SELECT area_id, ancestor_id AS above_id, {detail}::smallint AS detail, spot_size"
                f" FROM ({statement}) tree LEFT JOIN unnest(%s::bigint[], %s::smallint[])"
                " AS sized (above_id, spot_size) ON sized.above_id = ancestor_id"
            )
            values += [*given, list(sizes), list(sizes.values())]
    empty = (
        "SELECT 0::bigint AS area_id, 0::bigint AS above_id, 0::smallint AS detail,"
        " NULL::smallint AS spot_size WHERE false"
    )
    return " UNION ALL ".join(parts) or empty, tuple(values)
