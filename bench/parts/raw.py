"""What the database alone takes: a prepared script that inserts what one case leaves, by `pgbench`.

The rows are read back from the newest case, and inserted again with new keys, one transaction a
case, nothing looked up and nothing thought about.
"""

import re
import subprocess
import tempfile
from dataclasses import dataclass, field

import psycopg


@dataclass(frozen=True, slots=True)
class Table:
    """A table that a case leaves rows in: which of them, and what has to be new in the copies."""

    name: str
    where: str
    new: dict[str, str] = field(default_factory=dict)


_NEW = "(:n::text || ':' || :m::text)"
CASE, RUN, TASK = (
    f"currval('{sequence}_id_seq')"
    for sequence in ("cases_case", "workflows_run", "workflows_task")
)
LATEST_CASE = "(SELECT max(id) FROM cases_case)"
LATEST_TASK = "(SELECT max(id) FROM workflows_task)"
TABLES = [
    Table(
        "workflows_run",
        f"subject_id = {LATEST_CASE}",
        {"subject_id": "nextval('cases_case_id_seq')"},
    ),
    Table(
        "cases_case",
        f"id = {LATEST_CASE}",
        {
            "id": CASE,
            "run_id": RUN,
            "number": f"left({_NEW}, 20)",
            "tracking_digest": f"md5{_NEW}",
        },
    ),
    Table("cases_placement", f"case_id = {LATEST_CASE}", {"case_id": CASE}),
    Table("cases_contact", f"case_id = {LATEST_CASE}", {"case_id": CASE}),
    Table("workflows_task", f"id = {LATEST_TASK}", {"run_id": RUN}),
    Table("workflows_clock", f"task_id = {LATEST_TASK}", {"task_id": TASK}),
    Table("records_record", f"subject_id = {LATEST_CASE}", {"subject_id": CASE}),
]


def raw_per_second(address: str, clients: int, seconds: float, *, pipelined: bool = False) -> float:
    """Cases inserted per second; `pipelined` sends the statements of one at once."""
    with psycopg.connect(address) as connection:
        inserts = [statement for table in TABLES for statement in _copies(connection, table)]
    lines = ["BEGIN;", *inserts, "COMMIT;"]
    if pipelined:
        lines = ["\\startpipeline", *lines, "\\endpipeline"]
    drawn = [f"\\set {name} random(1, 1000000000)" for name in "nm"]
    return pgbench(address, "\n".join([*drawn, *lines]), clients, seconds)


def _copies(connection: psycopg.Connection[tuple[str, ...]], table: Table) -> list[str]:
    """An INSERT for every row, its key left to the sequence unless it has to be known."""
    known = connection.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s",
        [table.name],
    )
    columns = [name for (name,) in known if name != "id" or "id" in table.new]
    values = ", ".join(f"quote_nullable({column}::text)" for column in map(_quoted, columns))
    rows = connection.execute(f"SELECT {values} FROM {table.name} WHERE {table.where}".encode())
    return [_insert(table, dict(zip(columns, row, strict=True))) for row in rows]


def _insert(table: Table, row: dict[str, str]) -> str:
    columns = ", ".join(map(_quoted, row))
    return f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join((row | table.new).values())});"


def _quoted(column: str) -> str:
    return f'"{column}"'


def pgbench(address: str, script: str, clients: int, seconds: float) -> float:
    """Transactions of a prepared script per second."""
    from yiwang.config.postgres import programs

    shape = ["-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(round(seconds))]
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command = [str(programs() / "pgbench"), *shape, "-f", file.name, address]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"tps = ([0-9.]+)", output)
    assert found, output
    return float(found.group(1))
