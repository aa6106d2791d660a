"""What the database must answer, and what is in it."""

from collections.abc import Iterator

import click

from yiwang.config.cli.checks.check import Check, check
from yiwang.config.cli.main import house

OLDEST_POSTGRESQL = 140_000
MANY_UNTOLD = 5_000  # records; telling reads some thousand in a second


def installation() -> Iterator[Check]:
    """The engine answers, its schema is current; then its record, calendars and accounts."""
    try:
        with house(up_to_date=False):
            yield _version()
            schema, is_empty = _schema()
            yield schema
            if schema.state == "ok" and not is_empty:
                yield _records()
                yield _calendars()
                yield _accounts()
                yield from _messages()
    except click.ClickException as problem:
        yield Check("PostgreSQL", "MEND", problem.message, "Mend what the line above says.")


def _version() -> Check:
    from django.db import connection

    connection.ensure_connection()
    number = connection.pg_version  # type: ignore[attr-defined]  # PostgreSQL's has it
    found = f"{number // 10_000}.{number % 10_000}"
    return check("PostgreSQL", number >= OLDEST_POSTGRESQL, found, "Use PostgreSQL 14 or newer.")


def _schema() -> tuple[Check, bool]:
    from django.db import connection

    from yiwang.config.schema import waiting_migrations

    is_empty = not connection.introspection.table_names()
    if is_empty:
        return Check("Schema", "ok", "none yet; the first `yiwang run` makes it"), is_empty
    waiting = waiting_migrations()
    found = "current" if not waiting else f"{len(waiting)} migrations behind"
    remedy = "Back up the database, then start `yiwang run`: it migrates."
    return check("Schema", not waiting, found, remedy), is_empty


def _records() -> Check:
    from yiwang.foundation.records.verify import verify

    verdict = verify()
    found = f"{verdict.sealed} sealed, {verdict.waiting} waiting, {len(verdict.faults)} faults"
    remedy = "Copy the database before anything else, then run `yiwang records verify`."
    return check("Records", verdict.is_sound, found, remedy)


def _calendars() -> Check:
    from django.utils import timezone, translation

    from yiwang.foundation.clocks.queries import unannounced_warning

    with translation.override("en"):
        warnings = [str(warning) for warning in unannounced_warning(timezone.now())]
    found = "; ".join(warnings) or "announced as far as limits reach"
    remedy = "As soon as they are announced, follow docs/how-to/load-announced-days.md."
    return check("Calendars", not warnings, found, remedy, worst="note")


def _accounts() -> Check:
    from django.contrib.auth import get_user_model

    from yiwang.packs.demonstration import demonstration_accounts

    shown = {account.username: account.password for account in demonstration_accounts()}
    accounts = get_user_model().objects.filter(username__in=shown, is_active=True)
    known = any(account.check_password(shown[account.get_username()]) for account in accounts)
    found = "the demonstration's published password works" if known else "no published password"
    remedy = "Good for looking round; before real cases, change it or install a pack of your own."
    return check("Accounts", not known, found, remedy, worst="note")


def _messages() -> Iterator[Check]:
    from django.utils import timezone

    from yiwang.foundation.records.readers import behind
    from yiwang.insight.messages.queries.outbox import outbox, set_up
    from yiwang.insight.messages.telling import READER

    ways = set_up()
    found = [
        "on the page",
        f"e-mail by {ways.mail_host}" if ways.mail_host else "no e-mail",
        f"text messages by {ways.sms_host}" if ways.sms_host else "no text messages",
        f"{ways.groups} groups",
    ]
    yield Check("Messages", "ok", ", ".join(found))
    untold = behind(READER)
    remedy = "Nobody is told of these yet: look into the log of the worker."
    found_untold = f"{untold} records not told of yet"
    yield check("Telling", untold < MANY_UNTOLD, found_untold, remedy, worst="note")
    box = outbox(timezone.now())
    remedy = "Look at “Messages: ways out” among the master data: it says why, and tries again."
    said = f"{box.waiting} waiting, {box.failed} given up"
    yield check("Deliveries", not box.failed, said, remedy, worst="note")
