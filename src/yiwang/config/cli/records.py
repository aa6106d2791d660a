"""`yiwang records`: check the record, read its head."""

import sys

import click

from yiwang.config.cli.main import house

SENTENCES = {
    "changed": "record {at} was changed after it was written",
    "removed": "record {at} was removed",
    "inserted": "record {at} was inserted behind the application's back",
    "gap": "positions before {at} are missing from the chain",
    "cut_off": "the end was cut off: the chain stops at position {at}, a later head was published",
    "head_differs": "position {at} differs from the head that was published for it",
}


@click.group()
def records() -> None:
    """The record of everything that happened."""


@records.command()
def verify() -> None:
    """Check that no record was changed, removed or inserted. Exit code 1 when one was."""
    with house():
        from yiwang.foundation.records.verify import verify as check

        verdict = check()
    for fault in verdict.faults:
        click.echo(SENTENCES[fault.what].format(at=fault.at))
    click.echo(f"{verdict.sealed} records sealed, {verdict.waiting} waiting. Head {verdict.head}")
    click.echo("Sound." if verdict.is_sound else f"{len(verdict.faults)} faults found.")
    sys.exit(0 if verdict.is_sound else 1)


@records.command()
def replay() -> None:
    """Make the figures anew, from the first record. They stay as they were until it is done."""
    with house():
        from django.utils import timezone

        from yiwang.foundation.records.seal import seal_pending
        from yiwang.insight.measures.keeping import replay as make_anew

        now = timezone.now()
        seal_pending(now)
        read = make_anew(now)
    click.echo(f"{read} records read; facts and cells made anew.")
