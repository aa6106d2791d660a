"""`yiwang pack`: check, compare and install the packs of localities, and say what tests show of
them."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yiwang.config.cli.bars import Bars
from yiwang.config.cli.cost import Cost
from yiwang.config.cli.main import house_of_refusals
from yiwang.config.cli.stated import in_lines

if TYPE_CHECKING:
    from yiwang.foundation.changes import Change
    from yiwang.packs.coverage import Coverage
    from yiwang.packs.installed import Installed
    from yiwang.packs.stated import Stated

KEPT_NAMED = 20  # of what people changed and stays
ROOT = Path(__file__).resolve().parents[4]


@click.group()
def pack() -> None:
    """Packs: a locality as data."""


@pack.command("list")
def list_() -> None:
    """The packs that come with the program, and which are installed."""
    with house_of_refusals():
        from yiwang.packs.queries import installed_packs
        from yiwang.packs.shelf import shipped_packs

        installed = {row.key: row for row in installed_packs()}
        for folder in shipped_packs():
            row = installed.pop(folder.name, None)
            _say_pack(folder.name, f"{row.version}, {row.installed_at:%Y-%m-%d}" if row else "–")
        for key, row in installed.items():
            _say_pack(key, f"{row.version}, {row.installed_at:%Y-%m-%d}")


@pack.command()
@click.argument("name")
def check(name: str) -> None:
    """Read a pack and list every fault by file and line. Changes nothing."""
    with house_of_refusals():
        from yiwang.packs.loader import read_pack
        from yiwang.packs.shelf import pack_folder

        found = read_pack(pack_folder(name))
        areas = sum(len(net.areas) for net in found.nets)
        click.echo(
            f"{found.key} {found.manifest.version}: {areas} areas, "
            f"{len(found.organizations)} organizations, {len(found.posts)} posts, "
            f"{len(found.people)} people, {len(found.registers)} registers, "
            f"{len(found.workflows)} workflows, {len(found.case_types)} case types. No faults."
        )


def part(command: Callable[..., None]) -> Callable[..., None]:
    """The option to take a part of a pack."""
    return click.option(
        "--within",
        multiple=True,
        metavar="CODE",
        help="Only what lies in this area of the primary net, and all above it. May be repeated.",
    )(command)


def overwriting(command: Callable[..., None]) -> Callable[..., None]:
    """The option to overwrite what people changed on pages."""
    return click.option(
        "--overwrite",
        is_flag=True,
        help="Also what people changed on pages. Without it that stays, and is named.",
    )(command)


@pack.command()
@click.argument("name")
@part
@overwriting
def diff(name: str, within: Sequence[str], overwrite: bool) -> None:
    """Show what installing a pack would change. Changes nothing."""
    with house_of_refusals():
        from yiwang.packs.shelf import pack_folder

        _say(_would(pack_folder(name), within, overwrite))


@pack.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not show the changes and ask first.")
@part
@overwriting
def install(name: str, yes: bool, within: Sequence[str], overwrite: bool) -> None:
    """Install a pack: everything in it, or nothing."""
    with house_of_refusals():
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.packs.actions import install_pack
        from yiwang.packs.shelf import pack_folder

        folder = pack_folder(name)
        if not yes and not _is_agreed(folder, within, overwrite):
            return
        cost = Cost()
        with Bars() as bars:
            done = install_pack(
                folder,
                actor=SYSTEM,
                now=timezone.now(),
                progress=bars.loading,
                within=within,
                overwrite=overwrite,
            )
        if yes:
            _say(done)
        if done:
            click.echo(cost.sentence(), err=True)


def _is_agreed(folder: Path, within: Sequence[str], overwrite: bool) -> bool:
    """Whether there is something to change, and whoever was shown it says yes."""
    would = _would(folder, within, overwrite)
    _say(would)
    return bool(would) and click.confirm("Install?")


def _would(folder: Path, within: Sequence[str], overwrite: bool) -> "Installed":
    from django.utils import timezone

    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.packs.actions import diff_pack

    with Bars() as bars:
        return diff_pack(
            folder,
            actor=SYSTEM,
            now=timezone.now(),
            progress=bars.loading,
            within=within,
            overwrite=overwrite,
        )


@pack.command()
@click.argument("name")
def figures(name: str) -> None:
    """The figures that a locality states, each counted again from what is on record here."""
    with house_of_refusals():
        from django.utils import timezone

        from yiwang.packs.shelf import pack_folder
        from yiwang.packs.stated import stated_figures

        folder = pack_folder(name)
        found = stated_figures(folder, now=timezone.now())
        for each in found:
            click.echo(in_lines(each))
        _conclude(folder.name, found)


def _conclude(key: str, found: "Sequence[Stated]") -> None:
    if not found:
        click.echo(f"The pack {key} states no figures.")
    elif not all(each.is_counted for each in found):
        click.echo(
            f"Some of it is not counted yet: rehearse it first: yiwang rehearse {key}", err=True
        )
        sys.exit(1)


@pack.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def coverage(as_json: bool) -> None:
    """How many mechanisms of each locality a living test shows, and which are open."""
    _without_database()
    from yiwang.packs.coverage import coverage_of, marked_tests, unknown_ids
    from yiwang.packs.shelf import shipped_packs

    tests = marked_tests(ROOT)
    found = [coverage_of(folder, tests) for folder in shipped_packs()]
    found = [each for each in found if each.total]
    faults = [fault for each in found for fault in each.faults] + unknown_ids(tests, found)
    click.echo(json.dumps(_as_data(found)) if as_json else "\n".join(map(_in_words, found)))
    for fault in faults:
        click.echo(fault, err=True)
    sys.exit(1 if faults else 0)


def _without_database() -> None:
    """Django alone: reading tests and packs needs no engine."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    import django

    django.setup()


def _say_pack(key: str, installed: str) -> None:
    click.echo(f"{key:<16}{installed}")


def _say(installed: "Installed") -> None:
    if not installed:
        click.echo(f"{installed.key} {installed.version}: nothing to change.")
    for change in installed.changes:
        click.echo(_line(change))
        if change.kept:
            names = ", ".join(change.kept[:KEPT_NAMED])
            more = ", …" if len(change.kept) > KEPT_NAMED else ""
            click.echo(f"  kept as people changed it ({len(change.kept)}): {names}{more}")


def _line(change: "Change") -> str:
    counts = f"+{change.added} ~{change.changed} -{change.ended}"
    more = change.added + change.changed + change.ended - len(change.names)
    names = ", ".join(change.names) + (", …" if change.names and more > 0 else "")
    return f"{change.kind:<32} {counts:<18} {names}".rstrip()


def _as_data(found: Sequence["Coverage"]) -> dict[str, object]:
    return {
        "packs": [
            {"key": each.key, "total": each.total, "shown": len(each.shown), "open": each.open}
            for each in found
        ]
    }


def _in_words(each: "Coverage") -> str:
    return f"{each.key}: {len(each.shown)} of {each.total} shown; open: {', '.join(each.open)}"
