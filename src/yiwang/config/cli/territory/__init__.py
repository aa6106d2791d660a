"""`yiwang territory`: nets and areas, from files, from each other, from one version to the next."""

import click

from yiwang.config.cli.territory.checking import check, locate
from yiwang.config.cli.territory.importing import import_
from yiwang.config.cli.territory.nets import add_net, aggregate, group, link, nets
from yiwang.config.cli.territory.versions import discard, history, place_anew, versions

COMMANDS = (
    *(nets, add_net, import_, check, locate),
    *(group, aggregate, link),
    *(versions, discard, history, place_anew),
)


@click.group()
def territory() -> None:
    """Nets and areas."""


for command in COMMANDS:
    territory.add_command(command)
