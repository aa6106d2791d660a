"""Numbers of people in free text: mobiles, identity numbers and bank cards (privacy.md 4).

Mobiles are 11 digits from 13 to 19; identity numbers 18 characters with the checksum of GB 11643;
bank cards 16 to 19 digits with the Luhn checksum (ISO/IEC 7812). Digits may be grouped with single
spaces or hyphens, mobiles with dots too and anywhere; all may be written full-width. A long number
that is none of these and passes Luhn by chance (one in ten) is pointed out too; it is pointed out
only, never refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class NumberKind(StrEnum):
    IDENTITY = "identity"
    CARD = "card"
    MOBILE = "mobile"


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """A number found at `text[start:end]`."""

    kind: NumberKind
    start: int
    end: int


def _digits(found: str) -> str:
    return re.sub(r"[ .-]", "", found).upper()


def _has_identity_checksum(found: str) -> bool:
    number = _digits(found)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], weights, strict=True))
    return "10X98765432"[total % 11] == number[17]


def _has_card_checksum(found: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(_digits(found))):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


@dataclass(frozen=True, slots=True)
class _Pattern:
    kind: NumberKind
    shape: re.Pattern[str]
    passes: Callable[[str], bool]
    head: int  # digits left readable at each end of a mask
    tail: int


_PATTERNS = (
    _Pattern(
        NumberKind.IDENTITY,
        re.compile(r"(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![\dA-Za-z])"),
        _has_identity_checksum,
        2,
        0,
    ),
    _Pattern(
        NumberKind.CARD,
        re.compile(r"(?<!\d)\d{4}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?!\d)"),
        _has_card_checksum,
        0,
        4,
    ),
    _Pattern(
        NumberKind.MOBILE,
        re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9](?:[ .-]?\d){9}(?!\d)"),
        lambda found: True,
        3,
        4,
    ),
)
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＋－．\u3000", "0123456789Xx+-. ")
_BY_KIND = {pattern.kind: pattern for pattern in _PATTERNS}


def personal_numbers(text: str) -> list[PersonalNumber]:
    """The numbers of people in `text`, in reading order, none overlapping another."""
    found: list[PersonalNumber] = []
    even = text.translate(_WIDE)
    for pattern in _PATTERNS:
        for match in pattern.shape.finditer(even):
            free = all(match.end() <= one.start or match.start() >= one.end for one in found)
            if free and pattern.passes(match.group()):
                found.append(PersonalNumber(pattern.kind, match.start(), match.end()))
    return sorted(found, key=lambda number: number.start)


def masked(text: str) -> str:
    """`text` with the middle of every personal number starred; its length stays the same."""
    for number in personal_numbers(text):
        starred = _starred(text[number.start : number.end], _BY_KIND[number.kind])
        text = text[: number.start] + starred + text[number.end :]
    return text


def _starred(found: str, pattern: _Pattern) -> str:
    places = [index for index, sign in enumerate(found) if sign.isalnum()]
    hidden = set(places[pattern.head : len(places) - pattern.tail])
    return "".join("*" if index in hidden else sign for index, sign in enumerate(found))
