"""A municipality of 65 536 grids as a tree without shapes, made in the database to be measured.

City, counties, towns, communities, grids, in the net `bench`; codes are the level and a number.
"""

from typing import Any

AREAS = """
  WITH net AS (
    INSERT INTO territory_net (key, name, name_en, kind, levels, is_partition, is_primary,
      geometry_note, geometry_note_en, revision)
    VALUES ('bench', '全市', '', 'administrative', '[]', true, false, '', '', 1) RETURNING id
  )
  INSERT INTO territory_area (net_id, code, name, name_en, level, parent_id, valid_from)
  SELECT net.id, %(level)s || n, %(level)s || n, '', %(level)s,
    NULL, '2020-01-01'
  FROM net, generate_series(0, %(number)s - 1) AS n
"""
BELOW = """
  INSERT INTO territory_area (net_id, code, name, name_en, level, parent_id, valid_from)
  SELECT net.id, %(level)s || n, %(level)s || n, '', %(level)s, parent.id, '2020-01-01'
  FROM territory_net net, generate_series(0, %(number)s - 1) AS n
  JOIN territory_area parent ON parent.code = %(above)s || (n / %(each)s)
  WHERE net.key = 'bench' AND parent.net_id = net.id
"""
CLOSURE = """
  WITH RECURSIVE up AS (
    SELECT area.id AS area, area.id AS ancestor, 0 AS depth, area.parent_id AS next
    FROM territory_area area JOIN territory_net net ON net.id = area.net_id AND net.key = 'bench'
    UNION ALL
    SELECT up.area, above.id, up.depth + 1, above.parent_id
    FROM up JOIN territory_area above ON above.id = up.next
  )
  INSERT INTO territory_areaancestor (area_id, ancestor_id, depth)
  SELECT area, ancestor, depth FROM up
"""
LEVELS = (
    ("county", 32, "city", 32),
    ("town", 1024, "county", 32),
    ("community", 8192, "town", 8),
    ("grid", 65_536, "community", 8),
)


def plant(cursor: Any) -> None:  # Django's cursor
    """Every area, and what lies above each."""
    cursor.execute(AREAS, {"level": "city", "number": 1})
    for level, number, above, each in LEVELS:
        cursor.execute(BELOW, {"level": level, "number": number, "above": above, "each": each})
    cursor.execute(CLOSURE)
