"""Bringing the database's schema up to date: migrations, and the table of the cache."""

from django.core.management import call_command


def bring_up_to_date() -> None:
    """Safe to repeat; quick when nothing is new."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
