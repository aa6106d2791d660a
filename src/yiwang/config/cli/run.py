"""`yiwang run`: database, schema, demonstration, web server and worker, in one go."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import click

from yiwang.config.cli.bars import Bars
from yiwang.config.cli.main import house
from yiwang.config.processes import started, web_command, worker_command

READY_SECONDS = 60


@click.command()
@click.option("--pack", default="jiamusi", help="The pack to load when none is loaded yet.")
@click.option("--no-demonstration", is_flag=True, help="Load the pack without rehearsed cases.")
def run(pack: str, no_demonstration: bool) -> None:
    """Open Yiwang. Ctrl-C ends it."""
    port = int(os.environ.get("YIWANG_PORT", "8000"))
    host = os.environ.get("YIWANG_HOST", "127.0.0.1")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    _refuse_taken_port(host, port)
    with house(owner=True):
        _prepare(pack, demonstration=not no_demonstration)
        with started(web_command(host, port), worker_command()) as children:
            address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"  # noqa: S104 - compared, not bound
            _await_ready(address, children)
            _greet(address)
            _watch(children)


def _refuse_taken_port(host: str, port: int) -> None:
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            click.echo(f"Port {port} is taken. Choose another: YIWANG_PORT=8001 make run", err=True)
            sys.exit(1)


def _prepare(pack: str, *, demonstration: bool) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from yiwang.packs.demonstration import install_once

    call_command("collectstatic", interactive=False, verbosity=0)
    with Bars() as bars:
        install_once(
            pack,
            now=timezone.now(),
            with_cases=demonstration,
            progress=bars.loading,
            rehearsed=bars.rehearsed,
        )
    from django.db import connection

    connection.close()


def _await_ready(address: str, children: list[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        if any(child.poll() is not None for child in children):
            break
        try:
            with urlopen(address + "healthz", timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(0.1)
    click.echo("The server did not start; the lines above say why. Try `yiwang doctor`.", err=True)
    sys.exit(1)


def _greet(address: str) -> None:
    from yiwang.packs.demonstration import demonstration_accounts

    click.echo(f"\n  一网 Yiwang  {address}\n")
    for account in demonstration_accounts():
        click.echo(f"  {account.username:<28}{account.password:<16}{account.name}")
    click.echo(
        f"\n  Data in {Path(os.environ.get('YIWANG_HOME', 'var')).resolve()}. Ctrl-C ends.\n"
    )


def _watch(children: list[subprocess.Popen[bytes]]) -> None:
    """Stay until a child ends or we are told to stop."""
    try:
        while all(child.poll() is None for child in children):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return
    click.echo("A process ended unexpectedly; the lines above say why.", err=True)
    sys.exit(1)
