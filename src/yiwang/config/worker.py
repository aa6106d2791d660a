"""The worker process: runs the periodic tasks of every app, one PostgreSQL queue, no broker."""

import os

CONCURRENT_JOBS = 3  # sealing goes on while a long sweep runs


def main() -> None:
    """Work until told to stop, or until the database goes away; then somebody starts it again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app

    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # only the Django connector has it
    app.with_connector(connector).run_worker(
        concurrency=CONCURRENT_JOBS, delete_jobs="always", install_signal_handlers=True
    )


if __name__ == "__main__":
    from yiwang.config import worker  # procrastinate warns of apps made in the main module

    worker.main()
