"""`yiwang doctor`: is everything there that an installation needs, and what to do if not."""

import sys

import click

from yiwang.config.cli.checks.environment import environment
from yiwang.config.cli.checks.installation import installation


@click.command()
def doctor() -> None:
    """Check the environment and say what to do. Exit code 1 when something must be mended."""
    is_well = True
    for check in (*environment(), *installation()):
        click.echo(f"{check.state:<5} {check.name}: {check.found}")
        if check.state != "ok":
            click.echo(f"      {check.remedy}")
        is_well = is_well and check.state != "MEND"
    sys.exit(0 if is_well else 1)
