"""`yiwang doctor`: is everything there that an installation needs, and what to do if not."""

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from yiwang.config.cli.main import house
from yiwang.config.home import home

LEAST_FREE_GIB = 2


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: what was found, and what to do when it is not right."""

    name: str
    is_well: bool
    found: str
    remedy: str = ""


@click.command()
def doctor() -> None:
    """Check the environment and say what to do. Exit code 1 when something is wrong."""
    checks = [*environment(), *database()]
    for check in checks:
        click.echo(f"{'ok  ' if check.is_well else 'MEND'}  {check.name}: {check.found}")
        if not check.is_well:
            click.echo(f"      {check.remedy}")
    sys.exit(0 if all(check.is_well for check in checks) else 1)


def environment() -> Iterator[Check]:
    """What the machine must offer."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("Python", sys.version_info >= (3, 11), version, "Install Python 3.11 or newer.")
    folder = home()
    yield Check("Folder", os.access(folder, os.W_OK), str(folder), "Make it writable to this user.")
    free = shutil.disk_usage(folder).free / 2**30
    yield Check("Disk", free > LEAST_FREE_GIB, f"{free:.1f} GiB free", "Free some disk space.")
    front = Path(__file__).resolve().parents[4] / "node_modules" / "@tabler"
    yield Check("Front-end files", front.exists(), str(front.parent), "Run `make front`.")


def database() -> Iterator[Check]:
    """The engine answers, its schema is current, its record is sound, its calendar announced."""
    with house():
        from django.db import connection
        from django.utils import timezone

        from yiwang.foundation.clocks.queries import unannounced_warning
        from yiwang.foundation.records.verify import verify

        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = str(cursor.fetchone()[0])
        is_new_enough = int(version.split(".")[0].split()[0]) >= 14
        yield Check("PostgreSQL", is_new_enough, version, "Use PostgreSQL 14 or newer.")
        verdict = verify()
        yield Check(
            "Records",
            verdict.is_sound,
            f"{verdict.sealed} sealed",
            "Run `yiwang records verify` and keep a copy of the database before anything else.",
        )
        warnings = [str(warning) for warning in unannounced_warning(timezone.now())]
        yield Check(
            "Calendars",
            not warnings,
            "announced" if not warnings else "; ".join(warnings),
            "Load the announced days as soon as they are published (docs/how-to).",
        )
