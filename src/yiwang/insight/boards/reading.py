"""The figures of a board: of one area, of those directly below it, by type; from the kept facts.

A board of some types alone counts those. What is not counted by type (a percentile, a number that
no case tells) stays as it is for all types.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from yiwang.insight.boards.models import Board
from yiwang.insight.boards.queries import types_of
from yiwang.insight.measures.counts import BY_NAME, STANDING
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.indicators import Figure, indicators
from yiwang.insight.measures.queries import by_type, figures_below, figures_of, trend
from yiwang.insight.measures.subjects import Subject
from yiwang.structure.territory.models import Area
from yiwang.work.cases.case_types import upper_types
from yiwang.work.cases.models import CaseType

CAME, WENT = "reported_cases", "ended_cases"
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that stand together; without a name where there is one group."""

    name: str
    figures: list[Figure]


def groups_of(board: Board, area_id: int, days: Days, *, english: bool) -> list[Group]:
    """The figures of a board over an area, group by group."""
    keys = [key for group in board.groups for key in group["figures"]]
    found = {each.indicator.key: each for each in figures(board, keys, area_id, days)}
    return [
        Group(
            group["name_en"] if english else group["name"],
            [found[key] for key in group["figures"] if key in found],
        )
        for group in board.groups
    ]


def figures(board: Board, keys: Collection[str], area_id: int, days: Days) -> list[Figure]:
    """The figures with these keys over an area, of the types of the board."""
    known = [key for key in keys if key in indicators()]
    subject, found = Subject.area(area_id), dict[str, Figure]()
    for types in {_types(board, key) for key in known}:
        alike = [key for key in known if _types(board, key) == types]
        found |= zip(alike, figures_of(alike, subject, days, types=types), strict=True)
    return [found[key] for key in known]


def below(board: Board, key: str, areas: Sequence[Area], days: Days) -> dict[int, Figure]:
    """The figure of each of these areas, which lie directly below one: a statement a level."""
    levels = {(area.parent_id, area.level) for area in areas}
    types = _types(board, key)
    return _joined(figures_below(key, *at, days, types=types) for at in levels)


def of_types(board: Board, area_id: int, days: Days) -> list[tuple[CaseType, int]]:
    """What came in by upper type, most first; what has no type is left out."""
    tops = upper_types()
    chosen = types_of(board)
    told: Counter[CaseType] = Counter()
    for type_id, figure in by_type(CAME, Subject.area(area_id), days).items():
        if type_id in tops and (chosen is None or type_id in chosen):
            told[tops[type_id]] += figure.numerator
    return sorted(
        ((kind, number) for kind, number in told.items() if number),
        key=lambda each: (-each[1], each[0].position),
    )


def in_and_out(board: Board, area_id: int, days: Days) -> list[tuple[date, int, int]]:
    """Each day with what came in and what ended on it."""
    came, went = (_by_day(board, key, area_id, days) for key in (CAME, WENT))
    return [(day, number, went[day]) for day, number in came.items()]


def flow(board: Board, area_id: int, days: Days) -> tuple[int, int]:
    """What came in and what ended in these days."""
    came, went = figures(board, (CAME, WENT), area_id, days)
    return came.numerator, went.numerator


def _by_day(board: Board, key: str, area_id: int, days: Days) -> dict[date, int]:
    told = trend(key, Subject.area(area_id), days, "day", types=_types(board, key))
    return {day: each.numerator for day, each in told}


def _types(board: Board, key: str) -> tuple[int, ...] | None:
    """The types that a figure of the board is counted of; None: every type."""
    indicator = indicators()[key]
    told = all(name in BY_NAME or name in STANDING for name in indicator.needs)
    return types_of(board) if told and indicator.percentile is None else None


def _joined(parts: Iterable[Mapping[Key, Figure]]) -> dict[Key, Figure]:
    return {key: figure for part in parts for key, figure in part.items()}
