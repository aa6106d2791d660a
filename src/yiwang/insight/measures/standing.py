"""For which areas cells are kept: for all but those of the two lowest levels of a net.

What lies in those is so little that it is counted from its facts (decision 0033). The tree is kept
here as the cells know it, so that they can be taken away again by the tree they were added by.
"""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from yiwang.insight.measures.models import FactArea, Standing
from yiwang.structure.territory.queries import nets, trees_of_levels

LEAST, FINE = 2, 3  # levels below an area: with cells at all, with cells by type for every day
TABLE = Standing._meta.db_table


def kept_levels(levels: list[dict[str, Any]]) -> dict[str, bool]:
    """The levels of a net (top first) for whose areas cells are kept, and whether fine ones."""
    least = min(LEAST, len(levels) - 1)
    return {
        level["key"]: height >= FINE
        for height, level in enumerate(reversed(levels))
        if height >= least
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
            f" INSERT INTO {TABLE} (area_id, above_id, is_fine)"
            " SELECT area_id, above_id, is_fine FROM wanted"
            f" WHERE (area_id, above_id, is_fine) NOT IN"
            f" (SELECT area_id, above_id, is_fine FROM {TABLE})"
            " ON CONFLICT (area_id, above_id) DO UPDATE SET is_fine = excluded.is_fine",
            values,
        )


def _differing() -> tuple[str, tuple[Any, ...]]:
    wanted, values = _wanted()
    kept = f"SELECT area_id, above_id, is_fine FROM {TABLE}"
    return (
        f"WITH wanted AS ({wanted}) (SELECT * FROM wanted EXCEPT {kept})"
        f" UNION ({kept} EXCEPT SELECT * FROM wanted)",
        values,
    )


def _wanted() -> tuple[str, tuple[Any, ...]]:
    """Area, area above and whether it is fine, over all nets."""
    parts: list[str] = []
    values: list[Any] = []
    for net in nets():
        for is_fine in (False, True):
            levels = [key for key, fine in kept_levels(net.levels).items() if fine is is_fine]
            tree: QuerySet[Any, Any] = trees_of_levels(net.pk, levels)
            if not levels:
                continue
            statement, given = tree.query.sql_with_params()
            parts.append(
                f"SELECT area_id, ancestor_id AS above_id, {is_fine}::boolean AS is_fine"
                f" FROM ({statement}) tree"
            )
            values += given
    empty = "SELECT 0::bigint AS area_id, 0::bigint AS above_id, false AS is_fine WHERE false"
    return " UNION ALL ".join(parts) or empty, tuple(values)
