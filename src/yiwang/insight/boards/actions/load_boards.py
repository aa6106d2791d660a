"""Load the boards of a pack: what it does not name any more is gone. Called by an install."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from yiwang.foundation.changes import Change, change_of
from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.insight.boards.described import BoardPart
from yiwang.insight.boards.models import Board
from yiwang.insight.boards.queries import as_board

_CONTENT = (
    *("position", "name", "name_en", "about", "about_en"),
    *("groups", "colours", "panels", "kinds"),
)


@transaction.atomic
def load_boards(parts: Sequence[BoardPart], *, actor: Actor, now: datetime) -> Change:
    """The same boards again change nothing."""
    known = {board.key: board for board in Board.objects.all()}
    wanted = {part.key: as_board(part, place) for place, part in enumerate(parts)}
    added = [board for key, board in wanted.items() if key not in known]
    changed = [
        board for key, board in wanted.items() if key in known and _differs(board, known[key])
    ]
    ended = [key for key in known if key not in wanted]
    for board in (*added, *changed):
        if before := known.get(board.key):
            board.pk = before.pk
        board.save()
        record(
            "boards.board.loaded",
            subject=("boards.board", board.pk),
            actor=actor,
            at=now,
            key=board.key,
            is_new=board in added,
        )
    for key in ended:
        board = known[key]
        record(
            "boards.board.removed", subject=("boards.board", board.pk), actor=actor, at=now, key=key
        )
    Board.objects.filter(key__in=ended).delete()
    return change_of(
        "boards",
        [each.name for each in added],
        [each.name for each in changed],
        [known[key].name for key in ended],
    )


def _differs(one: Board, other: Board) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _CONTENT)
