"""Team patterns: "1+6+N" as data, expanded over all places of a level.

A pattern lists groups of seats: one leader + six specialists + N others. N seats become a post of
0 seats, which takes as many people as come and never lacks anybody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Place = TypeVar("Place")


@dataclass(frozen=True, slots=True)
class Seats:
    """So many seats of a post type; `number` None is the N of a pattern."""

    type_key: str
    number: int | None = 1


@dataclass(frozen=True, slots=True)
class TeamPattern:
    """Which posts a team has in every place."""

    groups: tuple[tuple[Seats, ...], ...]
    letter: str = "N"  # what as many as come are called

    @property
    def notation(self) -> str:
        """As people say it: "1+6+N"."""
        return "+".join(_said(group, self.letter) for group in self.groups)

    def is_called(self, said: str) -> bool:
        """Whether this is how people may say it; some leave the plus signs out: "141"."""
        return said.replace("+", "") == self.notation.replace("+", "")

    @property
    def seats(self) -> tuple[tuple[str, int, int | None], ...]:
        """Every type with the group it is in, from 0, and its number."""
        return tuple(
            (seats.type_key, place, seats.number)
            for place, group in enumerate(self.groups)
            for seats in group
        )

    def over(self, places: Iterable[Place]) -> Iterator[tuple[str, Place, int]]:
        """Type, place and seats of every post of the team in each of these places.

        A place is whatever the caller knows areas by: ids, codes, areas with their station.
        """
        for place in places:
            for group in self.groups:
                for seats in group:
                    yield seats.type_key, place, seats.number or 0


def _said(group: tuple[Seats, ...], letter: str) -> str:
    numbers = [seats.number for seats in group]
    return letter if None in numbers else str(sum(number or 0 for number in numbers))
