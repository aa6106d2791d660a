"""Who manages the areas of dedicated nets. A manager whom people changed since stays changed only
until the pack is installed again."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.packs.pack import Pack
from yiwang.structure.managing.actions.set_managers import Managers, set_managers
from yiwang.structure.territory.queries import named_by_code, net_named


def load_managers(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Both managers of every area that names one."""
    for net in pack.nets:
        lines = [each.line for each in net.areas if each.line.ground or each.line.sector]
        if not lines:
            continue
        areas = named_by_code(net_named(net.file.key).pk, {line.code for line in lines})
        changed = [
            line.name
            for line in lines
            if set_managers(
                areas[line.code].pk, Managers(line.ground, line.sector), actor=actor, now=now
            )
        ]
        yield change_of(net.file.name, changed=changed)
