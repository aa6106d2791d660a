"""`yiwang`: a command starts the engine it needs, sets Django up, calls one action or query.

Command groups are loaded only when asked for, so that `yiwang --help` is quick.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click
import psycopg
from django.db import OperationalError

from yiwang.config.engine import Engine, EngineFailed, EngineInUse, engine
from yiwang.config.home import home

COMMANDS = {  # name -> module of this package that holds a click command of that name
    "run": "run",
    "doctor": "doctor",
    "pack": "pack",
    "territory": "territory",
    "workflow": "workflow",
    "records": "records",
    "database": "database",
    "rehearse": "rehearse",
    "figures": "figures",
    "release": "release",
    "token": "token",
    "connector": "connector",
}


class Commands(click.Group):
    """The groups named in `COMMANDS`, imported when used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = getattr(import_module(f"yiwang.config.cli.{COMMANDS[name]}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands)
def main() -> None:
    """Yiwang: open software for grid-based grassroots governance."""


@contextmanager
def house(*, up_to_date: bool = True) -> Iterator[Engine]:
    """The engine running, Django set up and the schema current."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    with in_sentences(), engine(home()) as running:
        import django

        django.setup()
        if up_to_date:
            from yiwang.config.schema import bring_up_to_date

            bring_up_to_date()
        try:
            yield running
        finally:
            close_connections()


@contextmanager
def house_of_refusals() -> Iterator[None]:
    """The house, with refusals said instead of raised."""
    with house():
        from yiwang.foundation.refusals import Refusal

        try:
            yield
        except Refusal as refusal:
            click.echo(str(refusal), err=True)
            sys.exit(1)


def close_connections() -> None:
    """Give back this process's connections: it may live long without needing any."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has it


@contextmanager
def in_sentences() -> Iterator[None]:
    """End the command with what is wrong with the engine, and what to do; no traceback."""
    try:
        yield
    except (EngineInUse, EngineFailed) as problem:
        raise click.ClickException(str(problem)) from problem
    except PermissionError as problem:
        raise click.ClickException(
            f"{problem}. Run as the user it belongs to, or choose another folder with YIWANG_HOME."
        ) from problem
    except (psycopg.OperationalError, OperationalError) as problem:
        raise click.ClickException(f"The database does not answer: {problem}") from problem
