"""`yiwang run`: database, schema, demonstration, web server and worker, in one go."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import NoReturn

import click

from yiwang.config.cli.bars import Bars
from yiwang.config.cli.main import close_connections, house, in_sentences
from yiwang.config.cli.serving import Address, given_address, serve
from yiwang.config.engine import DATABASE, Engine, owned
from yiwang.config.home import home
from yiwang.config.postgres import Cluster
from yiwang.config.practice import (
    check_purpose,
    environment_of_practice,
    is_practice,
    pack_of,
    throw_away,
)


@click.command()
@click.option(
    "--pack",
    default="",
    envvar="YIWANG_PACK",
    help="The pack to load when none is loaded yet (or YIWANG_PACK); else jiamusi.",
)
@click.option(
    "--within",
    default="",
    envvar="YIWANG_PACK_WITHIN",
    help="Load only this part of it: codes of areas, with commas (or YIWANG_PACK_WITHIN).",
)
@click.option("--no-demonstration", is_flag=True, help="Load the pack without rehearsed cases.")
@click.option(
    "--practice",
    is_flag=True,
    help="Open the installation for practice beside the real one: the same pack, invented people.",
)
def run(pack: str, within: str, no_demonstration: bool, practice: bool) -> None:
    """Open Yiwang. Ctrl-C ends it."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _leave)
    given = dict(os.environ)
    if practice:
        pack = pack or pack_of(_database_of_the_real_one())
        _enter_practice()
    prepare = partial(_prepare, pack or "jiamusi", [code for code in within.split(",") if code])
    _open(prepare, has_demonstration=not no_demonstration)
    os.execve(sys.executable, sys.orig_argv, given)  # noqa: S606 - ourselves, from the beginning


def _open(prepare: Callable[[datetime], None], *, has_demonstration: bool) -> None:
    """Serve until told to stop. Comes back only where a practice is to start over, once everything
    that was tried is thrown away."""
    address, is_for_practice = given_address(), is_practice(home())
    with in_sentences(), owned(home()):
        address.refuse_if_taken()
        with house(up_to_date=False) as engine:
            from django.utils import timezone

            from yiwang.config.schema import bring_up_to_date
            from yiwang.insight.practice.wanted import is_settled, is_wanted

            check_purpose(engine.address, is_for_practice=is_for_practice)
            bring_up_to_date()
            is_settled(home())
            now = timezone.now()
            prepare(now)
            serve(
                address,
                engine,
                greet=_greet,
                then=partial(_rehearse, now) if has_demonstration or is_for_practice else None,
                until=partial(is_wanted, home()) if is_for_practice else lambda: False,
            )
            _forget(engine)


def _leave(*_: object) -> NoReturn:
    sys.exit(0)


def _database_of_the_real_one() -> str:
    if given := os.environ.get("DATABASE_URL"):
        return given
    cluster = Cluster(home() / "postgres")
    return cluster.address(DATABASE) if cluster.is_running() else ""


def _enter_practice() -> None:
    env = environment_of_practice(os.environ, home())
    os.environ.clear()
    os.environ.update(env)


def _forget(engine: Engine) -> None:
    click.echo("Starting over: everything that was tried goes.")
    close_connections()
    throw_away(engine.address, home())


def _prepare(pack: str, within: Sequence[str], now: datetime) -> None:
    from yiwang.config.static_files import collect_static_files
    from yiwang.packs.demonstration import begin_practising, install_once

    collect_static_files()
    with Bars() as bars:
        install_once(pack, now=now, progress=bars.loading, within=within)
    if is_practice(home()):
        begin_practising(now=now)
    close_connections()


def _greet(address: Address) -> None:
    from yiwang.packs.demonstration import demonstration_accounts

    accounts = demonstration_accounts()
    close_connections()
    click.echo(f"\n  一网 Yiwang  {address.url}\n")
    if is_practice(home()):
        click.echo(f"  For practice: nothing done here counts. Exercises: {address.url}practice/\n")
    for account in accounts:
        click.echo(f"  {account.username:<22}{account.password:<14}{account.shows}")
    click.echo(f"\n  Data in {home()}. Ctrl-C ends.\n")


def _rehearse(now: datetime) -> None:
    """Fill the first pages while they are served already."""
    from yiwang.packs.demonstration import plan_rosters_once, rehearse_once

    with Bars() as bars:
        rehearse_once(now=now, rehearsed=bars.rehearsed)
    plan_rosters_once(now=now)
    close_connections()
