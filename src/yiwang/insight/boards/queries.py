"""Which boards there are, and which types they look at."""

from yiwang.foundation.configuration.kept import kept
from yiwang.insight.boards.described import BoardPart, standard_boards
from yiwang.insight.boards.models import Board
from yiwang.work.cases.case_types import types_at_or_below


@kept
def boards() -> list[Board]:
    """The boards of this installation in their order; the standard ones where it has none."""
    own = list(Board.objects.order_by("position"))
    return own or [as_board(part, place) for place, part in enumerate(standard_boards())]


def types_of(board: Board) -> tuple[int, ...] | None:
    """The types that a board looks at alone; none: every type."""
    return types_at_or_below(tuple(board.kinds)) if board.kinds else None


def types_looked_at() -> list[tuple[int, ...]]:
    """Those of every board that does not look at all of them."""
    return [types for board in boards() if (types := types_of(board)) is not None]


def as_board(part: BoardPart, position: int) -> Board:
    """A written board, not stored."""
    plain = part.model_dump(exclude={"groups"})
    return Board(**plain, position=position, groups=[each.model_dump() for each in part.groups])
