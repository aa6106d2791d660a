"""`yiwang connector`: bring a file by a connector, or fetch now; see what it would change first."""

import sys
from pathlib import Path

import click

from yiwang.config.cli.languages import in_language
from yiwang.config.cli.main import house_of_refusals

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def connector() -> None:
    """What other systems send: connectors, their runs."""


@connector.command(name="list")
@in_language
def list_(language: str) -> None:
    """Every connector, and how its latest run ended."""
    with house_of_refusals():
        from yiwang.interfaces.connectors.queries import connectors

        for each in connectors():
            state = each.run.state if each.run else "-"
            named = each.connector
            click.echo(f"{named.key}\t{named.system}\t{named.into}\t{state}")


@connector.command()
@click.argument("key")
@click.argument("file", type=FILE)
@click.option("--apply", "applies", is_flag=True, help="Apply it at once where nothing is wrong.")
@in_language
def bring(key: str, file: Path, applies: bool, language: str) -> None:
    """Bring FILE by the connector KEY; it waits on its page unless it is applied."""
    with house_of_refusals():
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.interfaces.connectors.actions.take_in import Sent, take_in

        sent = Sent(file.read_bytes(), name=file.name)
        run = take_in(key, sent, actor=SYSTEM, now=timezone.now())
        _finish(run.pk, applies=applies)


@connector.command()
@click.argument("key")
@click.option("--apply", "applies", is_flag=True, help="Apply it at once where nothing is wrong.")
@in_language
def fetch(key: str, applies: bool, language: str) -> None:
    """Fetch what the system of the connector KEY has now."""
    with house_of_refusals():
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.interfaces.connectors.actions.fetch import fetch as fetched

        run = fetched(key, actor=SYSTEM, now=timezone.now())
        _finish(run.pk, applies=applies)


def _finish(run_id: int, *, applies: bool) -> None:
    """Say what became of it; with faults, or when it failed, end with 1."""
    from django.utils import timezone

    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.interfaces.connectors.actions.apply_run import apply_run
    from yiwang.interfaces.connectors.planning import plan_of_content
    from yiwang.interfaces.connectors.queries import run_named
    from yiwang.interfaces.connectors.states import FAILED, FAULTY, WAITING

    run = run_named(run_id)
    if applies and run.state == WAITING:
        now = timezone.now()
        seen = plan_of_content(run.connector, bytes(run.content or b""), now).plan.digest
        run = apply_run(run_id, seen=seen, actor=SYSTEM, now=now)
    counts = ", ".join(f"{name} {number}" for name, number in run.counts.items())
    click.echo(f"{run.state}: {counts}" if counts else run.state)
    for sentence in [run.why] if run.why else run.faults:
        click.echo(sentence, err=True)
    if run.state in (FAILED, FAULTY):
        sys.exit(1)
