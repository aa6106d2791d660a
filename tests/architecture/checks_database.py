"""What the real database must have: an index under every foreign key."""

from collections.abc import Collection

from django.db import connection

UNINDEXED = """
SELECT format('%%s.%%s', source.relname, string_agg(field.attname, ',' ORDER BY place))
FROM pg_constraint AS key
JOIN pg_class AS source ON source.oid = key.conrelid
CROSS JOIN LATERAL unnest(key.conkey) WITH ORDINALITY AS part (number, place)
JOIN pg_attribute AS field ON field.attrelid = key.conrelid AND field.attnum = part.number
WHERE key.contype = 'f' AND source.relname = ANY(%s)
  AND NOT EXISTS (
    SELECT FROM pg_index AS index
    WHERE index.indrelid = key.conrelid AND index.indpred IS NULL
      AND (index.indkey::smallint[])[0:cardinality(key.conkey) - 1] @> key.conkey
  )
GROUP BY key.oid, source.relname
ORDER BY 1
"""


def unindexed_foreign_keys(tables: Collection[str]) -> list[str]:
    """The foreign keys (table.column) of these tables that no whole index begins with."""
    with connection.cursor() as cursor:
        cursor.execute(UNINDEXED, [list(tables)])
        return [row[0] for row in cursor.fetchall()]
