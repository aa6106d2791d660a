"""Processor time by program, which other work on the machine disturbs less than rates."""

import os
from collections import Counter
from pathlib import Path

import psutil

NAMES = {"postgres": "database", "pgbench": "callers"}


def processor_milliseconds() -> Counter[str]:
    """Used so far by the installation's database, the server and the callers we started."""
    ours = psutil.Process()
    used: Counter[str] = Counter()
    used["callers"] = _milliseconds(ours)
    for process in ours.children(recursive=True):
        used[NAMES.get(process.name(), "server")] += _milliseconds(process)
    used["database"] += database_milliseconds()
    return used


def database_milliseconds() -> int:
    """Used so far by the processes of the installation's engine that are alive."""
    data = str(Path(os.environ["YIWANG_HOME"], "postgres"))
    found = psutil.process_iter(["name", "cwd"])
    engine = [each for each in found if each.info["name"] == "postgres"]
    return sum(_milliseconds(each) for each in engine if each.info["cwd"] == data)


def milliseconds_of(word: str) -> int:
    """Used so far by processes below this one that have the word in their command."""
    below = psutil.Process().children(recursive=True)
    return sum(_milliseconds(each) for each in below if word in " ".join(each.cmdline()))


def _milliseconds(process: psutil.Process) -> int:
    """Of one that has ended meanwhile nothing: its time went to the one that started it."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0
    used = times.user + times.system + times.children_user + times.children_system
    return round(1000 * float(used))
