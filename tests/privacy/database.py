"""Everything the database holds, row by row and column by column."""

import json
from collections import defaultdict

from django.db import connection

Cells = dict[tuple[str, str], set[str]]  # (table, column) -> values


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table; bytes as hexadecimal."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            found[table] = [json.loads(row) for (row,) in cursor.fetchall()]
    return found


def text_of_everything() -> str:
    return json.dumps(everything(), ensure_ascii=False)


def added(before: dict, after: dict) -> Cells:
    """The values of all rows that are new or changed."""
    cells: Cells = defaultdict(set)
    for table, rows in after.items():
        old = [json.dumps(row, sort_keys=True) for row in before.get(table, [])]
        for row in rows:
            if json.dumps(row, sort_keys=True) not in old:
                for column, value in row.items():
                    cells[table, column].add(json.dumps(value, sort_keys=True))
    return cells
