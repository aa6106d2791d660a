"""`yiwang run`: database, schema, demonstration, web server and worker, in one go."""

import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from yiwang.config.cli.bars import Bars
from yiwang.config.cli.main import close_connections, house, in_sentences
from yiwang.config.cli.serving import Address, given_address, serve
from yiwang.config.engine import owned
from yiwang.config.home import home


@click.command()
@click.option(
    "--pack",
    default="jiamusi",
    envvar="YIWANG_PACK",
    help="The pack to load when none is loaded yet (or YIWANG_PACK).",
)
@click.option(
    "--within",
    default="",
    envvar="YIWANG_PACK_WITHIN",
    help="Load only this part of it: codes of areas, with commas (or YIWANG_PACK_WITHIN).",
)
@click.option("--no-demonstration", is_flag=True, help="Load the pack without rehearsed cases.")
def run(pack: str, within: str, no_demonstration: bool) -> None:
    """Open Yiwang. Ctrl-C ends it."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, _leave)
    address = given_address()
    with in_sentences(), owned(home()):
        address.refuse_if_taken()
        with house() as engine:
            _prepare(pack, [code for code in within.split(",") if code])
            serve(address, engine, greet=_greet, then=None if no_demonstration else _rehearse)


def _leave(*_: object) -> NoReturn:
    sys.exit(0)


def _prepare(pack: str, within: Sequence[str]) -> None:
    from django.utils import timezone

    from yiwang.config.static_files import collect_static_files
    from yiwang.packs.demonstration import install_once

    collect_static_files()
    with Bars() as bars:
        install_once(pack, now=timezone.now(), progress=bars.loading, within=within)
    close_connections()


def _greet(address: Address) -> None:
    from yiwang.packs.demonstration import demonstration_accounts

    accounts = demonstration_accounts()
    close_connections()
    click.echo(f"\n  一网 Yiwang  {address.url}\n")
    for account in accounts:
        click.echo(f"  {account.username:<22}{account.password:<14}{account.shows}")
    click.echo(f"\n  Data in {home()}. Ctrl-C ends.\n")


def _rehearse() -> None:
    """Fill the first pages while they are served already."""
    from django.utils import timezone

    from yiwang.packs.demonstration import plan_rosters_once, rehearse_once

    with Bars() as bars:
        rehearse_once(now=timezone.now(), rehearsed=bars.rehearsed)
    plan_rosters_once(now=timezone.now())
    close_connections()
