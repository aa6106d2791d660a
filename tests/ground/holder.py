"""A command that needs the engine: says its address, then waits until its input is closed."""

import sys
from pathlib import Path

import click

from yiwang.config.engine import engine

with engine(Path(sys.argv[1])) as running:
    click.echo(running.address)
    sys.stdin.read()
