"""`yiwang workflow`: prove definitions, and draw them."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from yiwang.config.cli.languages import in_language, speaking
from yiwang.config.cli.main import house
from yiwang.config.home import home

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def workflow() -> None:
    """Prove and draw workflow definitions."""


@workflow.command()
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option(
    "--territory/--no-territory",
    default=None,
    help="Also ask whether somebody is there for every step in every area of this installation "
    "(default: where one is installed).",
)
@in_language
def check(files: tuple[Path, ...], territory: bool | None, language: str) -> None:
    """Prove each FILE, or print the path that breaks it and exit with 1."""
    with _prepared(language, with_database=_has_database() if territory is None else territory):
        from yiwang.work.workflows.proof.report import report_on

        at = _moment_to_ask(territory)
        reports = [report_on(f.read_text("utf-8"), str(f), territory_at=at) for f in files]
        for line in (line for report in reports for line in report.lines):
            click.echo(line)
        if at is None:
            click.echo("Only the definition was proved; no territory was asked.", err=True)
    if not all(report.is_proved for report in reports):
        sys.exit(1)


@workflow.command()
@click.argument("file", type=FILE)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Default: standard output.")
@click.option("--vertical", is_flag=True, help="For phones: stage below stage, 390 px wide.")
@in_language
def draw(file: Path, output: Path | None, vertical: bool, language: str) -> None:
    """Draw FILE as SVG. What the proof finds first is drawn in red."""
    with _prepared(language, with_database=False):
        from yiwang.work.workflows.definition.read import FaultyDefinition, read_definition
        from yiwang.work.workflows.drawing import draw as drawn
        from yiwang.work.workflows.proof import prove_graph

        try:
            definition = read_definition(file.read_text("utf-8"), str(file))
        except FaultyDefinition as faulty:
            raise click.ClickException(str(faulty)) from None
        path = next((finding.path for finding in prove_graph(definition)), ())
        svg = drawn(definition, language=language, path=path, vertical=vertical)
    if output is None:
        click.echo(svg)
    else:
        output.write_text(svg, "utf-8")


@contextmanager
def _prepared(language: str, *, with_database: bool) -> Iterator[None]:
    """Django set up in one language, with the house open if the database is needed."""
    if with_database:
        with house(), speaking(language):
            yield
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    import django

    django.setup()
    with speaking(language):
        yield


def _has_database() -> bool:
    return "DATABASE_URL" in os.environ or (home() / "postgres" / "PG_VERSION").exists()


def _moment_to_ask(territory: bool | None) -> datetime | None:
    """Now, if the territory is to be asked: as wished, else where areas are loaded."""
    if territory is False or (territory is None and not _has_database()):
        return None
    from django.utils.timezone import now

    from yiwang.structure.territory.queries import leaf_areas

    return now() if territory or leaf_areas().exists() else None
