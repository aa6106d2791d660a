"""One worker of the sweep's benchmark, as a process: `python -m bench.parts.sweeper NOW`.

It says that it is ready, waits for a line, sweeps until nothing is due, and says what it did.
"""

import sys
from collections import Counter
from dataclasses import asdict
from datetime import datetime


def main() -> None:
    """Sweep as the worker does, 500 clocks at a time."""
    import django

    django.setup()
    from django.db import connection

    from yiwang.work.workflows.sweep import sweep

    now = datetime.fromisoformat(sys.argv[1])
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    done: Counter[str] = Counter()
    while any((counts := asdict(sweep(now))).values()):
        done.update(counts)
    print(dict(done), flush=True)


if __name__ == "__main__":
    main()
