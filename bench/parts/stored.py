"""Many stored cases from a few that were really lived: their rows copied set by set.

A copy is consistent in itself: the rows of its case, run, tasks, clocks, records, placements, reply
and rating name each other as those of the original do, also inside the records; numbers and digests
of codes are its own, and it lies somewhere else in the grid of its original, as reports do. What
copies lack is said here: their records are not in the chain, their texts repeat those of the
originals, and their contacts cannot be unsealed.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

AT_ONCE = 500  # copies of every case in one statement
Connection = psycopg.Connection[tuple[Any, ...]]  # Any: rows of any query


@dataclass(frozen=True, slots=True)
class Kind:
    """A table: which rows belong to cases :first to :last, which columns beside its foreign keys
    name rows of which table, what else differs. `$g` is the number of a copy, `$table` a stride."""

    name: str
    of_cases: str
    naming: dict[str, str] = field(default_factory=dict)
    new: dict[str, str] = field(default_factory=dict)


_OF_RUNS = "IN (SELECT run_id FROM cases_case WHERE id BETWEEN %(first)s AND %(last)s)"
_OF_CASE = "case_id BETWEEN %(first)s AND %(last)s"
_NAMED = (("task", "workflows_task"), ("run", "workflows_run"), ("reply", "cases_reply"))
_DATA = " || ".join(
    [
        "data",
        *(
            f"CASE WHEN data ? '{key}' THEN jsonb_build_object('{key}',"
            f" (data->>'{key}')::bigint + $g * ${table}) ELSE '{{}}' END"
            for key, table in _NAMED
        ),
        "CASE WHEN data ? 'opened' THEN jsonb_build_object('opened', (SELECT jsonb_agg(each::bigint"
        " + $g * $workflows_task) FROM jsonb_array_elements_text(data->'opened') each))"
        " ELSE '{}' END",
    ]
)
_RUNNING = "(substr(number, 3)::bigint + $g * $cases_case)::text"
_AWAY = "(mod(abs(hashint8extended($g, {seed})), 10001) / 10000.0 - 0.5)"  # of -0.5 to 0.5
_NUMBER = f"left(number, 2) || lpad({_RUNNING}, greatest(6, length({_RUNNING})), '0')"
KINDS = [
    Kind("workflows_run", f"id {_OF_RUNS}", {"subject_id": "cases_case"}),
    Kind(
        "cases_case",
        "id BETWEEN %(first)s AND %(last)s",
        {},
        {
            "number": _NUMBER,
            "lng": f"lng + 0.03 * {_AWAY.format(seed=1)}",  # 2.3 km, in the grid it lies in
            "lat": f"lat + 0.08 * {_AWAY.format(seed=2)}",  # 8.9 km
            "tracking_digest": "md5(tracking_digest || $g)",
            "words": f"ts_delete(words, number) || array_to_tsvector(ARRAY[{_NUMBER}])",
        },
    ),
    Kind("cases_placement", _OF_CASE),
    Kind("cases_contact", _OF_CASE),
    Kind("cases_reply", _OF_CASE),
    Kind("cases_rating", _OF_CASE),
    Kind("workflows_task", f"run_id {_OF_RUNS}"),
    Kind("workflows_clock", f"run_id {_OF_RUNS}"),
    Kind(
        "records_record",
        "subject = 'cases.case' AND subject_id BETWEEN %(first)s AND %(last)s",
        {"subject_id": "cases_case"},
        {"data": f"({_DATA})"},
    ),
]


def fill(address: str, until: int) -> float:
    """Copy the cases there are until `until` are stored; the seconds it took, with statistics."""
    started = time.monotonic()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET statement_timeout = 0; SET work_mem = '256MB'")
        connection.execute("SET maintenance_work_mem = '512MB'; SET synchronous_commit = off")
        first, last, count = _one(connection, "SELECT min(id), max(id), count(*) FROM cases_case")
        copies = max(until - count, 0) // count
        connection.execute("SET session_replication_role = replica")  # neither checks nor sealing
        with _without_indexes(connection):
            _copy(connection, first, last, copies)
        for kind in KINDS:
            connection.execute(f"VACUUM (ANALYZE, FREEZE) {kind.name}".encode())
        connection.execute("CHECKPOINT")
    return time.monotonic() - started


def _copy(connection: Connection, first: int, last: int, copies: int) -> None:
    bounds = {"first": first, "last": last}
    strides = {
        kind.name: _one(
            connection,
            f"SELECT coalesce(max(id) - min(id) + 1, 1) FROM {kind.name} WHERE {kind.of_cases}",
            bounds,
        )[0]
        for kind in KINDS
    }
    statements = [_statement(connection, kind, strides).encode() for kind in KINDS]
    for begin in range(1, copies + 1, AT_ONCE):
        span = {"begin": begin, "end": min(begin + AT_ONCE - 1, copies)}
        for statement in statements:
            connection.execute(statement, bounds | span)
    for kind in KINDS:
        sequence = f"{kind.name}_id_seq"
        connection.execute(
            f"SELECT setval('{sequence}', (SELECT max(id) FROM {kind.name}))".encode()
        )
    highest = "SELECT max(substr(number, 3)::bigint) FROM cases_case"
    connection.execute(f"SELECT setval('cases_number', ({highest}))".encode())


def _statement(connection: Connection, kind: Kind, strides: dict[str, int]) -> str:
    """Copies in the order of their keys, as cases that came one after the other would lie."""
    columns = [
        name
        for (name,) in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s", [kind.name]
        )
    ]
    naming = {"id": kind.name, **_foreign_keys(connection, kind), **kind.naming}
    given = {name: f'"{name}" + $g * ${table}' for name, table in naming.items()} | kind.new
    values = ", ".join(given.get(str(name), f'"{name}"') for name in columns)
    for table in sorted(strides, key=len, reverse=True):
        values = values.replace(f"${table}", str(strides[table]))
    listed = ", ".join(f'"{name}"' for name in columns)
    return (
        f"INSERT INTO {kind.name} ({listed}) SELECT {values.replace('$g', 'g')} FROM {kind.name},"
        f" generate_series(%(begin)s::int, %(end)s::int) g WHERE {kind.of_cases} ORDER BY g, id"
    )


def _foreign_keys(connection: Connection, kind: Kind) -> dict[str, str]:
    """The columns that name rows which are copied too."""
    rows = connection.execute(
        "SELECT attname, confrelid::regclass::text FROM pg_constraint"
        " JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
        " WHERE contype = 'f' AND conrelid = %s::regclass AND confrelid = ANY(%s::regclass[])",
        [kind.name, [each.name for each in KINDS]],
    )
    return {str(column): str(table) for column, table in rows}


@contextmanager
def _without_indexes(connection: Connection) -> Iterator[None]:
    """All but primary keys are made anew afterwards, at once instead of row by row."""
    tables = [kind.name for kind in KINDS]
    constraints = connection.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint u"
        " WHERE contype = 'u' AND conrelid = ANY(%s::regclass[])"
        " AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.contype = 'f'"
        " AND f.conindid = u.conindid)",
        [tables],
    ).fetchall()
    for table, name, _definition in constraints:
        connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'.encode())
    indexes = connection.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i"
        " WHERE indrelid = ANY(%s::regclass[]) AND NOT indisprimary"
        " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
        [tables],
    ).fetchall()
    for name, _definition in indexes:
        connection.execute(f"DROP INDEX {name}".encode())
    yield
    for _name, definition in indexes:
        connection.execute(str(definition).encode())
    for table, name, definition in constraints:
        connection.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'.encode())


def _one(connection: Connection, sql: str, values: dict[str, int] | None = None) -> Sequence[int]:
    row = connection.execute(sql.encode(), values).fetchone()
    assert row
    return row
