"""1 000 000 clocks, 50 000 of them due at once, two workers side by side, one poisoned clock.

    .venv/bin/python -m bench.sweep [--clocks 1000000] [--due 50000]

Checked before anything is printed: every due clock fired exactly once but the poisoned one, which
was put off; each worker took its clocks in the order of their moments; nothing else was touched. In
order means: in the order of (moment, id) for each worker, since two work side by side. The peer is
the limit of the same database: `pgbench` with two clients changes as many clocks and adds as many
records, as many in a transaction as the sweep has, nothing looked up and nothing thought about.
"""

import argparse
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import psycopg

from bench.parts.installation import installed
from bench.parts.processor import processor_milliseconds
from bench.parts.raw import pgbench
from bench.parts.stored import fill
from bench.parts.table import show

WORKERS = 2
LIVED = 40
WHO = {"callers": "workers", "database": "database", "server": "workers"}
_WATCHED = """
    CREATE TABLE bench_fired (at bigserial PRIMARY KEY, worker int, task_id bigint);
    CREATE FUNCTION bench_note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO bench_fired (worker, task_id)
        VALUES (pg_backend_pid(), (NEW.data->>'task')::bigint);
      RETURN NULL;
    END $$;
    CREATE TRIGGER bench_note AFTER INSERT ON records_record FOR EACH ROW
      WHEN (NEW.name = 'cases.case.reminded') EXECUTE FUNCTION bench_note()
"""
_DUE = """
    UPDATE workflows_clock SET near_at = %(now)s, due_at = %(now)s + interval '9 days',
      next_action = 'remind',
      next_action_at = CASE WHEN id %% %(every)s = 0
        THEN %(now)s - interval '1 second' * (hashint8(id) %% 3600 + 3601)
        ELSE %(now)s + interval '1 day' END
"""
_CHECKS = {
    "fired": "SELECT count(*) FROM bench_fired",
    "fired twice": "SELECT count(*) - count(DISTINCT task_id) FROM bench_fired",
    "still due": "SELECT count(*) FROM workflows_clock WHERE next_action_at <= %(now)s",
    "put off": "SELECT count(*) FROM workflows_clock WHERE failures > 0 AND task_id = %(poisoned)s",
    "failed otherwise": "SELECT count(*) FROM workflows_clock"
    " WHERE failures > 0 AND task_id <> %(poisoned)s",
    "out of order": "SELECT count(*) FROM (SELECT (d.moment, d.id) < lag((d.moment, d.id))"
    " OVER (PARTITION BY worker ORDER BY at) AS wrong FROM bench_fired f"
    " JOIN bench_due d USING (task_id)) each WHERE wrong",
    "workers that fired": "SELECT count(DISTINCT worker) FROM bench_fired",
    "not due, yet fired": "SELECT count(*) FROM bench_fired"
    " WHERE task_id NOT IN (SELECT task_id FROM bench_due)",
}


def main() -> None:
    """Prepare, sweep, check, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clocks", type=int, default=1_000_000)
    parser.add_argument("--due", type=int, default=50_000)
    given = parser.parse_args()
    now = datetime.now(UTC) + timedelta(days=1)
    with installed() as address:
        clocks_each = report_some()
        took = fill(address, given.clocks // clocks_each)
        print(f"{given.clocks:,} clocks made in {took:,.0f} s", flush=True)
        due, poisoned = make_due(address, now, given.clocks // given.due)
        before = processor_milliseconds()
        seconds = sweep_with_workers(now)
        spent = processor_milliseconds() - before
        check(address, now, due, poisoned)
        raw = raw_per_second(address)
    show(
        [
            ("clocks stored", given.clocks, ""),
            ("of them due at once", due, ""),
            (f"fired once and in order by {WORKERS} workers", due - 1, ""),
            ("poisoned, put off", 1, ""),
            ("fired", (due - 1) / seconds, "clocks/s"),
            ("peer: the same changes and records by pgbench", raw, "clocks/s"),
            ("ratio to the peer", (due - 1) / seconds / raw, ""),
            *(
                (f"processor time of a clock: {WHO[name]}", cost / due, "ms")
                for name, cost in spent.items()
            ),
        ]
    )


def report_some() -> int:
    """A few cases through the action that people use: each waits at its community's clerk.

    Answers how many clocks run for each of them.
    """
    import django

    django.setup()
    from django.db import connections

    from yiwang.foundation.records.actor import REPORTER
    from yiwang.work.cases.actions.report_case import report_case
    from yiwang.work.cases.reports import Place, Report

    for number in range(LIVED):
        place = Place(130.01 + 0.007 * number, 46.05)
        report = Report(f"楼道灯坏了第{number}盏", kind="housing.leak", place=place)
        report_case(report, actor=REPORTER, now=datetime.now(UTC))
    from yiwang.work.workflows.models import Clock

    clocks = Clock.objects.count()
    connections.close_all()
    connections["default"].close_pool()  # type: ignore[attr-defined]  # of PostgreSQL only
    return clocks // LIVED


def make_due(address: str, now: datetime, every: int) -> tuple[int, int]:
    """Set every so-manieth clock to a moment within the last two hours, and spoil one of them."""
    with psycopg.connect(address) as connection:
        connection.execute("SET statement_timeout = 0")
        connection.execute(_WATCHED)
        connection.execute(_DUE, {"now": now, "every": every})
        connection.execute(
            "CREATE TABLE bench_due AS SELECT task_id, id, next_action_at AS moment"
            " FROM workflows_clock WHERE next_action_at <= %s",
            [now],
        )
        [count] = connection.execute("SELECT count(*) FROM bench_due").fetchone() or [0]
        [poisoned] = connection.execute(
            "SELECT task_id FROM bench_due ORDER BY moment, id LIMIT 1 OFFSET %s",
            [count // 2],
        ).fetchone() or [0]
        connection.execute("UPDATE workflows_task SET step = 'nowhere' WHERE id = %s", [poisoned])
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SET statement_timeout = 0")
        connection.execute("VACUUM ANALYZE workflows_clock")
        connection.execute("CHECKPOINT")
    return count, poisoned


def sweep_with_workers(now: datetime) -> float:
    """Start all workers at the same time; the seconds until the last has nothing left to do."""
    command = [sys.executable, "-m", "bench.parts.sweeper", now.isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    workers = [subprocess.Popen(command, text=True, **pipes) for _ in range(WORKERS)]  # type: ignore[call-overload]  # a dict of pipes
    for worker in workers:
        worker.stdout.readline()
    started = time.monotonic()
    for worker in workers:
        worker.stdin.write("\n")
        worker.stdin.flush()
    for number, worker in enumerate(workers, start=1):
        print(f"worker {number}: {worker.stdout.read().strip()}", flush=True)
        worker.wait()
    return time.monotonic() - started


def check(address: str, now: datetime, due: int, poisoned: int) -> None:
    """What the first lines of this file promise."""
    expected = dict.fromkeys(_CHECKS, 0) | {
        "fired": due - 1, "put off": 1, "workers that fired": WORKERS,
    }  # fmt: skip
    with psycopg.connect(address) as connection:
        connection.execute("SET statement_timeout = 0")
        values = {"now": now, "poisoned": poisoned}
        found = {
            name: (connection.execute(sql, values).fetchone() or [None])[0]
            for name, sql in _CHECKS.items()
        }
    if found != expected:
        raise SystemExit(f"Found {found}, expected {expected}.")


def raw_per_second(address: str, seconds: float = 8.0) -> float:
    """Clocks changed and records added per second by a prepared script, as many at a time."""
    from yiwang.work.workflows.sweep import BATCH

    with psycopg.connect(address) as connection:
        row = connection.execute(
            "SELECT quote_literal(at), quote_literal(name), quote_literal(subject), subject_id,"
            " quote_literal(actor_kind), quote_literal(capacity), quote_literal(data)"
            " FROM records_record WHERE name = 'cases.case.reminded' ORDER BY id LIMIT 1"
        ).fetchone()
        highest = connection.execute("SELECT max(id) FROM workflows_clock").fetchone()
    assert row
    assert highest
    insert = (
        "INSERT INTO records_record (at, name, subject, subject_id, actor_kind, capacity, data)"
        f" VALUES ({', '.join(map(str, row))});"
    )
    lines = ["BEGIN;"]
    for _clock in range(BATCH):
        lines += [
            f"\\set n random(1, {highest[0]})",
            "UPDATE workflows_clock SET next_action = 'escalate', next_action_at = due_at,"
            " failures = 0 WHERE id = :n;",
            insert,
        ]
    return BATCH * pgbench(address, "\n".join([*lines, "COMMIT;"]), WORKERS, seconds)


if __name__ == "__main__":
    main()
