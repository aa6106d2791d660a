"""Connectors to other systems, once everything is there that they fill."""

from collections.abc import Iterator
from datetime import datetime

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.interfaces.connectors.actions.load_connectors import load_connectors
from yiwang.packs.pack import Pack


def load_pack_connectors(
    pack: Pack, *, overwrites: bool, actor: Actor, now: datetime
) -> Iterator[Change]:
    """Those of the pack; what was entered or written on pages stays."""
    if pack.connectors:
        yield load_connectors(pack.connectors, overwrites=overwrites, actor=actor, now=now)
