"""Which boards there are."""

from yiwang.foundation.configuration.kept import kept
from yiwang.insight.boards.described import BoardPart, standard_boards
from yiwang.insight.boards.models import Board


@kept
def boards() -> list[Board]:
    """The boards of this installation in their order; the standard ones where it has none."""
    own = list(Board.objects.order_by("position"))
    return own or [as_board(part, place) for place, part in enumerate(standard_boards())]


def as_board(part: BoardPart, position: int) -> Board:
    """A written board, not stored."""
    plain = part.model_dump(exclude={"groups"})
    return Board(**plain, position=position, groups=[each.model_dump() for each in part.groups])
