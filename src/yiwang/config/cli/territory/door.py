"""What the commands of a territory share: the house in one language, and how a change is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yiwang.config.cli.languages import speaking
from yiwang.config.cli.main import house_of_refusals

if TYPE_CHECKING:
    from yiwang.structure.territory.comparing import NetDiff

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 40  # lines of a change, unless all are asked for

every_line = click.option("--all", "shows_all", is_flag=True, help="Show every line of the change.")
unasked = click.option("--yes", is_flag=True, help="Do not ask first.")


@contextmanager
def said_in(language: str) -> Iterator[None]:
    """The house in one language, with refusals said instead of raised."""
    with house_of_refusals(), speaking(language):
        yield


def say_diff(name: str, diff: "NetDiff", *, shows_all: bool) -> None:
    """What would change, a line for each area, and how much it is."""
    from yiwang.structure.territory.telling import lines_of

    say_lines(list(lines_of(diff)), shows_all=shows_all)
    counts = diff.counts
    click.echo(f"{name}: +{counts['added']} ~{counts['changed']} -{counts['ended']}")


def say_lines(lines: list[str], *, shows_all: bool) -> None:
    """Lines, the first few unless all are asked for."""
    shown = len(lines) if shows_all else SHOWN
    for line in lines[:shown]:
        click.echo(line)
    if len(lines) > shown:
        click.echo(f"… {len(lines) - shown} (--all)")


def pairs_of(options: tuple[str, ...], name: str) -> dict[str, str]:
    """`code=BSM`, given several times."""
    pairs = [option.partition("=") for option in options]
    for key, equals, value in pairs:
        if not key or not equals or not value:
            raise click.BadParameter(f"write it like code=BSM, not {key}", param_hint=name)
    return {key.strip(): value.strip() for key, _equals, value in pairs}
