"""The worker process: runs the periodic tasks of every app, one PostgreSQL queue, no broker; and
follows the record, so that figures are there at once."""

import os
from threading import Event, Thread
from typing import Any

CONCURRENT_JOBS = 3  # sealing goes on while a long sweep runs
POOL: dict[str, Any] = {"min_size": 1, "max_size": 4, "timeout": 5}  # of the queue alone


def main() -> None:
    """Work until told to stop, or until the database goes away; then somebody starts it again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    import django

    django.setup()
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params

    from yiwang.insight.measures.following import follow_until

    stopped = Event()
    follower = Thread(target=follow_until, args=[stopped], name="follower")
    connector = PsycopgConnector(kwargs=connector_params(), **POOL)
    follower.start()
    try:
        app.with_connector(connector).run_worker(
            concurrency=CONCURRENT_JOBS, delete_jobs="always", install_signal_handlers=True
        )
    finally:
        stopped.set()


if __name__ == "__main__":
    from yiwang.config import worker  # procrastinate warns of apps made in the main module

    worker.main()
