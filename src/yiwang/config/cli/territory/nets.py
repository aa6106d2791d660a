"""`yiwang territory nets | add-net | group | aggregate | link`: nets, and nets made of others."""

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yiwang.config.cli.languages import in_language
from yiwang.config.cli.territory.door import (
    FILE,
    every_line,
    pairs_of,
    said_in,
    say_diff,
    say_lines,
    unasked,
)

if TYPE_CHECKING:
    from yiwang.structure.territory.proposing import Proposal


@click.command()
@in_language
def nets(language: str) -> None:
    """The nets, how many areas each has, and at which version it is."""
    with said_in(language):
        from yiwang.structure.territory.queries import nets as all_nets
        from yiwang.structure.territory.queries import valid_areas

        for net in all_nets():
            levels = " › ".join(str(level["key"]) for level in net.levels)
            count = valid_areas().filter(net=net).count()
            mark = "*" if net.is_primary else " "
            click.echo(f"{mark} {net.key:<16}{net.kind:<16}v{net.revision:<5}{count:>7}  {levels}")


@click.command("add-net")
@click.argument("key")
@click.option("--name", required=True)
@click.option("--name-en", default="")
@click.option("--kind", required=True, help="party, disposal, zone, road, sector …")
@click.option("--level", multiple=True, required=True, help="key=name, from the top down.")
@click.option("--code", multiple=True, help="key={parent}{number:02}: of new areas of a level.")
@click.option("--overlapping", is_flag=True, help="Its areas do not divide the ground.")
@in_language
def add_net(
    key: str,
    name: str,
    name_en: str,
    kind: str,
    level: tuple[str, ...],
    code: tuple[str, ...],
    overlapping: bool,
    language: str,
) -> None:
    """Add a net that has no areas yet."""
    codes = pairs_of(code, "--code")
    levels = [
        {"key": key, "name": title, "name_en": ""} | ({"code": codes[key]} if key in codes else {})
        for key, title in pairs_of(level, "--level").items()
    ]
    with said_in(language):
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.structure.territory.actions.add_net import add_net as add
        from yiwang.structure.territory.rows import NetSpec

        spec = NetSpec(key, name, kind, levels, name_en, is_partition=not overlapping)
        add(spec, actor=SYSTEM, now=timezone.now())


@click.command()
@click.option("--net", required=True, help="Key of the net whose areas are put together.")
@click.option("--level", required=True, help="Of the areas.")
@click.option("--below", default="", help="Code of the area that they lie below.")
@click.option("--into", required=True, type=int, help="How many groups.")
@click.option("--weights", type=FILE, help="A table of code and weight; without: each area 1.")
@click.option("--code", default="{number:02}", help="Of each group: DJ{number:02}.")
@click.option("--name", default="{number}", help="Of each group.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Default: standard output.")
@in_language
def group(
    net: str,
    level: str,
    below: str,
    into: int,
    weights: Path | None,
    code: str,
    name: str,
    output: Path | None,
    language: str,
) -> None:
    """Propose balanced groups of neighbouring areas, as a table to change and to `aggregate`."""
    with said_in(language):
        from yiwang.structure.territory.proposing import Wish, proposed, read_weights
        from yiwang.structure.territory.queries import net_named

        wish = Wish(into, level, below, code, name)
        proposal = proposed(net_named(net), wish, read_weights(weights) if weights else {})
        _write(proposal, output)
        low, high = min(proposal.weights), max(proposal.weights)
        click.echo(f"{into} groups, weights {low:g} – {high:g}", err=True)


def _write(proposal: "Proposal", output: Path | None) -> None:
    from yiwang.structure.territory.proposing import HEADING

    target = output.open("w", newline="", encoding="utf-8-sig") if output else sys.stdout
    try:
        csv.writer(target, lineterminator="\n").writerows([HEADING, *proposal.rows])
    finally:
        if output:
            target.close()


@click.command()
@click.argument("file", type=FILE)
@click.option("--net", required=True, help="Key of the net whose lowest level is built.")
@click.option("--of", required=True, help="Key of the net whose areas are put together.")
@every_line
@unasked
@in_language
def aggregate(file: Path, net: str, of: str, shows_all: bool, yes: bool, language: str) -> None:
    """Build a net of another's areas. FILE is a table of code, name, part (and parent)."""
    with said_in(language):
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.structure.territory.actions.aggregate_net import aggregate_net
        from yiwang.structure.territory.aggregating import aggregated, read_parts
        from yiwang.structure.territory.importing.delivery import read_table
        from yiwang.structure.territory.queries import net_named

        parts = read_parts(read_table(file))
        target = net_named(net)
        made = aggregated(target, net_named(of), parts)
        say_diff(target.name, made.diff, shows_all=shows_all)
        if made.left_out:
            click.echo(f"{len(made.left_out)} areas are in no group:", err=True)
            say_lines(list(made.left_out), shows_all=shows_all)
        if yes or click.confirm("Apply?"):
            aggregate_net(net, of, parts, actor=SYSTEM, now=timezone.now())


@click.command()
@click.option("--net", required=True, help="Key of the net that links go from.")
@click.option("--to", required=True, help="Key of the net that links go to.")
@every_line
@unasked
@in_language
def link(net: str, to: str, shows_all: bool, yes: bool, language: str) -> None:
    """Link the areas of a net to those of another that they lie within or overlap."""
    with said_in(language):
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.structure.territory.actions.load_area_links import NetPair, load_area_links
        from yiwang.structure.territory.meeting import links_met
        from yiwang.structure.territory.queries import net_named

        rows = links_met(net_named(net), net_named(to))
        lines = [f"{row.source_code} {row.kind} {row.target_code}" for row in rows]
        say_lines(lines, shows_all=shows_all)
        if yes or click.confirm("Apply?"):
            kinds = ("within", "overlaps")
            load_area_links(NetPair(net, to, kinds), rows, actor=SYSTEM, now=timezone.now())
