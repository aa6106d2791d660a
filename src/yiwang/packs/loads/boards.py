"""The boards of the command centre, once the figures and types they name are there."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from yiwang.foundation.changes import Change
from yiwang.foundation.records.actor import Actor
from yiwang.insight.boards.actions.load_boards import load_boards
from yiwang.insight.measures.indicators import indicators
from yiwang.packs.loader.faults import Fault, FaultyPack
from yiwang.packs.pack import Pack


def load_pack_boards(pack: Pack, *, actor: Actor, now: datetime) -> Iterator[Change]:
    """Every board; raises FaultyPack where one names a figure that there is not."""
    known = indicators()
    path = pack.manifest.boards or ""
    said = _("The board %(board)s names the figure %(key)s, and there is none: correct it.")
    faults = [
        Fault(path, 1, said % {"board": board.key, "key": key})
        for board in pack.boards
        for key in (*board.figures, *board.colours)
        if key not in known
    ]
    if faults:
        raise FaultyPack(faults)
    yield load_boards(pack.boards, actor=actor, now=now)
