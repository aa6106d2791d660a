"""The closure of a net's tree: every area with each of its ancestors, itself included.

Ended areas keep theirs, so that what lies in them stays in the reach of those above.
"""

from django.db import connection

_REFRESH = """
    WITH RECURSIVE line (area_id, ancestor_id, depth) AS (
        SELECT id, id, 0 FROM territory_area WHERE net_id = %(net)s
        UNION ALL
        SELECT line.area_id, above.parent_id, line.depth + 1
        FROM line JOIN territory_area above ON above.id = line.ancestor_id
        WHERE above.parent_id IS NOT NULL
    ), gone AS (
        DELETE FROM territory_areaancestor old USING territory_area a
        WHERE a.id = old.area_id AND a.net_id = %(net)s
          AND NOT EXISTS (
            SELECT 1 FROM line
            WHERE line.area_id = old.area_id AND line.ancestor_id = old.ancestor_id)
    )
    INSERT INTO territory_areaancestor (area_id, ancestor_id, depth)
    SELECT line.area_id, line.ancestor_id, line.depth FROM line
    LEFT JOIN territory_areaancestor known
        ON known.area_id = line.area_id AND known.ancestor_id = line.ancestor_id
    WHERE known.depth IS DISTINCT FROM line.depth
    ON CONFLICT (area_id, ancestor_id) DO UPDATE SET depth = excluded.depth
"""


def refresh_closure(net_id: int) -> None:
    """Bring the closure of one net up to date with its parents, touching only what differs."""
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH, {"net": net_id})
        cursor.execute("ANALYZE territory_areaancestor")
