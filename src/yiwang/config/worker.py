"""The worker process: runs the periodic tasks of every app, one PostgreSQL queue, no broker."""

import os


def main() -> None:
    """Work until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app

    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]  # only the Django connector has it
    worker_app.run_worker(delete_jobs="always", install_signal_handlers=True)


if __name__ == "__main__":
    main()
