"""Processor time by program, which other work on the machine disturbs less than rates."""

import os
from collections import Counter
from pathlib import Path

import psutil

NAMES = {"postgres": "database", "pgbench": "callers"}


def processor_milliseconds() -> Counter[str]:
    """Used so far by the installation's database, the server and the callers we started."""
    ours, data = psutil.Process(), str(Path(os.environ["YIWANG_HOME"], "postgres"))
    used: Counter[str] = Counter()
    used["callers"] = _milliseconds(ours)
    for process in ours.children(recursive=True):
        used[NAMES.get(process.name(), "server")] += _milliseconds(process)
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == "postgres" and process.info["cwd"] == data:
            used["database"] += _milliseconds(process)
    return used


def _milliseconds(process: psutil.Process) -> int:
    times = process.cpu_times()
    used = times.user + times.system + times.children_user + times.children_system
    return round(1000 * float(used))
