"""The worker process: runs the periodic tasks of every app, one PostgreSQL queue, no broker."""

import logging
import os
import signal
import sys
import time

PAUSE_SECONDS = 1
CONCURRENT_JOBS = 3  # sealing goes on while a long sweep runs
logger = logging.getLogger(__name__)


def main() -> None:
    """Work until told to stop; when the database goes away, wait until it is back."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # also between two attempts
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    import django

    django.setup()
    from django.db import OperationalError
    from procrastinate.exceptions import ConnectorException

    while True:
        try:
            return work()
        except (ConnectorException, OperationalError) as problem:
            logger.warning("The database does not answer, trying again: %s", problem)
            time.sleep(PAUSE_SECONDS)


def work() -> None:
    """Run what is due until told to stop."""
    from procrastinate.contrib.django import app

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # only the Django connector has it
    app.with_connector(connector).run_worker(
        concurrency=CONCURRENT_JOBS, delete_jobs="always", install_signal_handlers=True
    )


if __name__ == "__main__":
    from yiwang.config import worker  # procrastinate warns of apps made in the main module

    worker.main()
