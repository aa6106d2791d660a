"""`yiwang database`: take the database out into a file and bring it back, with its own tools."""

import subprocess
from pathlib import Path

import click

from yiwang.config.cli.main import house
from yiwang.config.postgres import programs


@click.group()
def database() -> None:
    """Dump and restore; the runbook on backing up says what else to keep."""


@database.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def dump(file: Path) -> None:
    """Write the whole database to FILE, as of one moment, while others go on working."""
    with house(up_to_date=False) as engine:
        partial = file.with_name(f"{file.name}.partial")
        _call("pg_dump", "--format=custom", "--no-owner", f"--file={partial}", engine.address)
        partial.replace(file)
    click.echo(f"{file}: {file.stat().st_size / 2**20:.1f} MiB")


@database.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Bring the database of FILE into an empty one: wholly or not at all."""
    with house(up_to_date=False) as engine:
        _refuse_unless_empty()
        options = ["--no-owner", "--exit-on-error", "--single-transaction"]
        _call("pg_restore", *options, f"--dbname={engine.address}", str(file))
    click.echo("Restored. Now run `yiwang records verify`.")


def _refuse_unless_empty() -> None:
    from django.db import connection

    if connection.introspection.table_names():
        raise click.ClickException(
            "This database is not empty. Restore into a new one: a YIWANG_HOME without "
            "`postgres`, or the DATABASE_URL of an empty database."
        )


def _call(program: str, *arguments: str) -> None:
    ended = subprocess.run([programs() / program, *arguments], check=False)  # noqa: S603 - PostgreSQL's own
    if ended.returncode:
        raise click.ClickException(f"{program} failed; the lines above say why.")
