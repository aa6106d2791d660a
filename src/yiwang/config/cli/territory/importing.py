"""`yiwang territory import`: areas from files."""

from dataclasses import dataclass
from datetime import date, datetime
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
    unasked,
)
from yiwang.config.cli.territory.versions import say_touched

if TYPE_CHECKING:
    from yiwang.structure.territory.importing.delivery import Delivery
    from yiwang.structure.territory.importing.plan import Into
    from yiwang.structure.territory.models import Net


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--net", required=True, help="Key of the net that the areas are of.")
@click.option("--level", default="", help="Of new areas, where the file does not say.")
@click.option("--below", default="", help="Code of the area that all of them lie below.")
@click.option("--replace", is_flag=True, help="Areas that the file does not have end.")
@click.option(
    "--datum",
    type=click.Choice(["wgs84", "cgcs2000", "gcj02", "bd09"]),
    help="What the degrees are measured against, whatever the file says.",
)
@click.option("--crs", default="", help="The projection, where the file does not say: EPSG:4527.")
@click.option("--layer", default="", help="Which layer, of a file with several.")
@click.option("--column", multiple=True, help="code=BSM: what a column is called in this file.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Draft it for this day to come.")
@click.option("--reason", default="", help="Why, for the record.")
@every_line
@unasked
@in_language
def import_(
    file: Path,
    net: str,
    level: str,
    below: str,
    replace: bool,
    datum: str | None,
    crs: str,
    layer: str,
    column: tuple[str, ...],
    on: datetime | None,
    reason: str,
    shows_all: bool,
    yes: bool,
    language: str,
) -> None:
    """Show what FILE changes in a net, and change it: everything in it, or nothing.

    FILE is a shapefile (also zipped), GeoPackage, GeoJSON, KML, CSV or XLSX.
    """
    columns = pairs_of(column, "--column")
    with said_in(language):
        from yiwang.structure.territory.datums import Datum
        from yiwang.structure.territory.importing.delivery import Manner, read_file
        from yiwang.structure.territory.importing.ground import Declared
        from yiwang.structure.territory.importing.plan import Into

        declared = Declared(Datum(datum) if datum else None, crs)
        delivery = read_file(file, Manner(layer, columns))
        into = Into(net, level, below, replace, declared)
        day = on.date() if on else None
        changing = _shown(delivery, into, day, shows_all)
        if changing and (yes or click.confirm("Apply?")):
            _apply(delivery, into, Wanted(changing.revision, day, reason))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was looked at, and from when on and why it is wanted."""

    seen: int
    on: date | None
    reason: str


def _shown(delivery: "Delivery", into: "Into", on: date | None, shows_all: bool) -> "Net | None":
    """Show the change; the net as it was looked at, None when nothing would change."""
    from django.utils import timezone

    from yiwang.structure.territory.importing.plan import planned
    from yiwang.structure.territory.queries import net_named

    net = net_named(into.net)
    plan = planned(net, delivery, into, on or timezone.localdate())
    for note in delivery.notes:
        click.echo(note, err=True)
    if plan.ground:
        click.echo(f"{plan.ground} → WGS-84")
    say_diff(net.name, plan.diff, shows_all=shows_all)
    say_touched(net, plan)
    return net if plan.diff else None


def _apply(delivery: "Delivery", into: "Into", wanted: Wanted) -> None:
    from django.utils import timezone

    from yiwang.foundation.records.actor import SYSTEM
    from yiwang.structure.territory.actions.draft_version import Effect, draft_version
    from yiwang.structure.territory.actions.import_areas import Seen, import_areas

    now = timezone.now()
    if wanted.on is None:
        seen = Seen(wanted.seen, wanted.reason)
        import_areas(delivery, into, seen, actor=SYSTEM, now=now)
    else:
        draft_version(delivery, into, Effect(wanted.on, wanted.reason), actor=SYSTEM, now=now)
