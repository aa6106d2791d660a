"""`yiwang territory check | locate`: whether a net divides its ground, and where a point lies."""

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from yiwang.config.cli.languages import in_language
from yiwang.config.cli.territory.door import every_line, said_in, say_lines

if TYPE_CHECKING:
    from yiwang.structure.territory.partition import Finding


@click.command()
@click.option("--net", required=True, help="Key of the net.")
@every_line
@in_language
def check(net: str, shows_all: bool, language: str) -> None:
    """List gaps, overlaps, slivers, odd sizes, and areas nobody or several answer for.

    Leaves with 1 when a net that divides the ground has a gap or an overlap.
    """
    with said_in(language):
        from django.utils import timezone

        from yiwang.structure.posts.queries.responsible import responsibilities_in
        from yiwang.structure.territory.partition import GROUND_FAULTS, partition_check
        from yiwang.structure.territory.queries import leaf_areas, net_named

        found = net_named(net)
        findings = partition_check(found)
        say_lines([_line(each) for each in findings], shows_all=shows_all)
        codes = dict(leaf_areas(found.pk).values_list("pk", "code"))
        lines = [
            f"{word:<9}{each.type.name}: {codes[area]}"
            for each in responsibilities_in(found.pk, timezone.localdate(), most=len(codes))
            for word, places in (("nobody", each.nobody), ("several", each.several))
            for area in places.ids
        ]
        say_lines(lines, shows_all=shows_all)
        kinds = Counter(each.kind for each in findings)
        counted = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        click.echo(f"{found.name}: {counted or 'sound'}")
    sys.exit(1 if kinds.keys() & set(GROUND_FAULTS) else 0)


def _line(finding: "Finding") -> str:
    where = f"  {finding.at[0]}, {finding.at[1]}" if finding.at else ""
    ground = f"  {finding.square_metres} m²" if finding.square_metres else ""
    return f"{finding.kind:<9}{' / '.join(finding.codes)}{ground}{where}"


@click.command()
@click.argument("lng", type=float)
@click.argument("lat", type=float)
@click.option("--datum", type=click.Choice(["wgs84", "cgcs2000", "gcj02", "bd09"]), default="wgs84")
@click.option("--snap", type=float, default=0.0, help="Metres: take the nearest area so far away.")
@in_language
def locate(lng: float, lat: float, datum: str, snap: float, language: str) -> None:
    """In which area of every net a point lies, how far from its edge, and which are near."""
    with said_in(language):
        from yiwang.structure.territory.datums import Datum, to_wgs84
        from yiwang.structure.territory.locate import locate as found_at
        from yiwang.structure.territory.queries import paths_of

        found = found_at(*to_wgs84(lng, lat, Datum(datum)), snap_m=snap)
        ids = {each.area_id for each in found.values() if each.area_id}
        paths = paths_of(ids.union(*(each.candidates for each in found.values())))
        for key, each in found.items():
            if each.area_id is None:
                click.echo(f"{key:<16}–")
            elif each.snapped_m:
                click.echo(f"{key:<16}{paths[each.area_id]}  ({each.snapped_m:.1f} m outside)")
            else:
                click.echo(f"{key:<16}{paths[each.area_id]}  ({each.edge_m or 0:.1f} m)")
            for near in each.candidates:
                click.echo(f"{'':<16}  ~ {paths[near]}")
