"""`yiwang`: a command starts the engine it needs, sets Django up, calls one action or query.

Command groups are loaded only when asked for, so that `yiwang --help` is quick.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

import click

from yiwang.config.engine import EngineInUse, engine
from yiwang.config.home import home

COMMANDS = {  # name -> module of this package that holds a click command of that name
    "run": "run",
    "doctor": "doctor",
    "pack": "pack",
    "workflow": "workflow",
    "records": "records",
    "rehearse": "rehearse",
    "figures": "figures",
    "token": "token",
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
def house(*, owner: bool = False) -> Iterator[str]:
    """The engine running, Django set up and the schema current; yields the database address."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    try:
        with engine(home(), owner=owner) as address:
            import django

            django.setup()
            from yiwang.config.schema import bring_up_to_date

            bring_up_to_date()
            yield address
    except EngineInUse as problem:
        click.echo(str(problem), err=True)
        sys.exit(1)
