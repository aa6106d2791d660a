"""Many lowest areas said in few words: the highest areas all of whose lowest are among them."""

from collections.abc import Collection

from django.db import connection

# Counted upward from the lowest areas of the primary net; an area is whole when none of its lowest
# areas is left out. Of whole ones inside a whole one only the outer is told.
WHOLE = """
  WITH leaf AS (
    SELECT area.id FROM territory_area area JOIN territory_net net ON net.id = area.net_id
    WHERE net.is_primary AND area.valid_to IS NULL AND NOT EXISTS (
      SELECT FROM territory_area below WHERE below.parent_id = area.id AND below.valid_to IS NULL)
  ), whole AS (
    SELECT above.ancestor_id AS id, count(*)::int AS areas
    FROM leaf JOIN territory_areaancestor above ON above.area_id = leaf.id
    GROUP BY 1 HAVING bool_and(leaf.id = ANY(%(areas)s))
  )
  SELECT whole.id, whole.areas FROM whole JOIN territory_area area ON area.id = whole.id
  WHERE NOT EXISTS (SELECT FROM whole outer_one WHERE outer_one.id = area.parent_id)
  ORDER BY area.code
"""


def covering(area_ids: Collection[int]) -> dict[int, int]:
    """Area -> how many of these lowest areas lie in it, itself where it is one. One statement."""
    if not area_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(WHOLE, {"areas": list(area_ids)})
        return dict(cursor.fetchall())
