"""How wide a text is about to be, and where to break it, without asking a browser.

Widths are estimates in em: Chinese fills its square, Latin is narrower. They err to the wide side,
so that no text leaves its box.
"""

import re
from unicodedata import east_asian_width

NAME_SIZE = 15  # pixels
SMALL_SIZE = 12.5
LINE_HEIGHT = 1.3  # of the size
_WIDE_LATIN = frozenset("MWmw@%—")
_THIN_LATIN = frozenset("fijlrtI.,:;'|()[]!")
_NEVER_FIRST = "，。、；：！？）》」』”’…·,.;:!?)/"
_PIECES = re.compile(
    r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]+"
)


def width_of(text: str, size: float) -> float:
    """The estimated width of one line, in the units of `size`."""
    return sum(map(_em, text)) * size


def _em(character: str) -> float:
    if east_asian_width(character) in "WFA":
        return 1.0
    if character in _WIDE_LATIN:
        return 0.9
    if character in _THIN_LATIN:
        return 0.38
    return 0.68 if character.isupper() else 0.55


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The lines of `text`, none wider than `room`: as few as fit, and about equally long."""
    pieces = _breakable(text, size, room)
    lines = _filled(pieces, size, room)
    if len(lines) < 2:
        return lines
    least = max(width_of(text, size) / len(lines), *(width_of(piece, size) for piece in pieces))
    evenly = (_filled(pieces, size, least + (room - least) * part / 4) for part in range(4))
    return next((even for even in evenly if len(even) == len(lines)), lines)


def _filled(pieces: list[str], size: float, room: float) -> list[str]:
    """Lines as full as `room` allows."""
    lines = [""]
    for piece in pieces:
        together = lines[-1] + piece
        if lines[-1] and width_of(together.rstrip(), size) > room:
            lines.append(piece.lstrip())
        else:
            lines[-1] = together
    return [line.strip() for line in lines if line.strip()]


def _breakable(text: str, size: float, room: float) -> list[str]:
    """The pieces between which a line may end; a word wider than the room is cut.

    Closing punctuation stays with what is before it, where both have room.
    """
    pieces: list[str] = []
    for piece in _PIECES.findall(text):
        together = pieces[-1] + piece if pieces and piece[0] in _NEVER_FIRST else ""
        if together.strip() and width_of(together, size) <= room and not pieces[-1].isspace():
            pieces[-1] = together
        elif width_of(piece, size) > room:
            pieces.extend(piece)
        else:
            pieces.append(piece)
    return pieces
