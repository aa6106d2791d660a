"""`yiwang rehearse`: a locality’s year through the real actions, and its figures afterwards."""

import sys
import time
from datetime import date

import click

from yiwang.config.cli.bars import Bars
from yiwang.config.cli.figures import figures_of_everything, show_figures
from yiwang.config.cli.main import house


@click.command()
@click.argument("pack")
@click.option("--script", default="full", help="Which rehearsal of the pack to play.")
def rehearse(pack: str, script: str) -> None:
    """Replay a PACK's cases under a simulated clock and print what the indicators say."""
    with house():
        from django.utils import timezone

        from yiwang.packs.demonstration import FOLDER, install_once
        from yiwang.packs.demonstration import rehearse as play
        from yiwang.packs.rehearsal.script import read_script

        found = read_script(FOLDER / pack, script)
        if found is None:
            click.echo(f"The pack {pack} has no rehearsal named {script}.", err=True)
            sys.exit(1)
        now, total = timezone.now(), found.targets.accepted + found.targets.waiting
        with Bars(rehearsing=total) as bars:
            install_once(pack, now=now, progress=bars.loading)
            started = time.monotonic()
            played = play(FOLDER / pack, found, until=now, rehearsed=bars.rehearsed)
        seconds = time.monotonic() - started
        click.echo(
            f"{played.cases} cases, {played.acts} acts in {seconds:.0f} s "
            f"({played.acts / seconds:.0f} acts per second)"
        )
        _conclude(timezone.localdate(played.since))


def _conclude(since: date) -> None:
    """Seal, check, and print the figures of the time rehearsed."""
    from django.utils import timezone

    from yiwang.foundation.records.verify import verify
    from yiwang.insight.measures.days import Days

    today = timezone.localdate()
    click.echo(f"{since:%Y-%m-%d} – {today:%Y-%m-%d}")
    show_figures(figures_of_everything(Days(since, today)))
    verdict = verify()
    click.echo(f"{verdict.sealed} records, {'sound' if verdict.is_sound else 'NOT SOUND'}")
    sys.exit(0 if verdict.is_sound else 1)
