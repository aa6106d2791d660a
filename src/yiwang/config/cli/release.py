"""`yiwang release`: publish the tables of closed months now, or correct one that is published."""

import click

from yiwang.config.cli.main import house_of_refusals


@click.command()
@click.option("--correct", "version", metavar="VERSION", help="For example 2026-10 or 2026-Q4.")
@click.option("--why", default="", help="The reason, for everybody to read.")
def release(version: str | None, why: str) -> None:
    """Publish what is due, as every night; or a new edition of one table."""
    if bool(version) != bool(why):
        raise click.UsageError("A correction needs both: --correct VERSION --why REASON.")
    with house_of_refusals():
        from django.utils import timezone

        from yiwang.foundation.records.actor import SYSTEM
        from yiwang.insight.disclosure.actions.release_span import release_span
        from yiwang.insight.disclosure.queries import release_of_version
        from yiwang.insight.disclosure.tasks import release_due

        now = timezone.now()
        if not version:
            click.echo(f"Published: {release_due(now)}")
            return
        known = release_of_version(version)
        if known is None:
            raise click.ClickException(f"Nothing is published as {version}.")
        made = release_span(known.span, known.first, actor=SYSTEM, now=now, why=why)
        click.echo(f"Published: {made.version}")
