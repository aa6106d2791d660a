"""The figures of a board: of one area, of those directly below it, by type; from the kept facts.

A board of some types alone adds their figures up. What cannot be added up by type (a percentile, a
number that no case tells) stays as it is for all types.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from yiwang.insight.boards.models import Board
from yiwang.insight.measures.counts import BY_NAME, STANDING
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.indicators import Figure, Indicator, indicators
from yiwang.insight.measures.queries import by_type, figures_below, figures_of, trend
from yiwang.insight.measures.subjects import Subject
from yiwang.structure.territory.models import Area
from yiwang.work.cases.case_types import types_at_or_below, upper_types
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
    subject = Subject.area(area_id)
    plain = [key for key in known if not (board.kinds and _adds_up(indicators()[key]))]
    found = {each.indicator.key: each for each in figures_of(plain, subject, days)}
    types = types_at_or_below(tuple(board.kinds))
    for key in known:
        if key not in found:
            of_types = by_type(key, subject, days)
            found[key] = added_up(indicators()[key], (of_types.get(each) for each in types))
    return [found[key] for key in known]


def below(board: Board, key: str, areas: Sequence[Area], days: Days) -> dict[int, Figure]:
    """The figure of each of these areas, which lie directly below one: a statement a level."""
    levels = {(area.parent_id, area.level) for area in areas}
    if not board.kinds or not _adds_up(indicators()[key]):
        return _joined(figures_below(key, *at, days) for at in levels)
    found: dict[int, list[Figure]] = {}
    for kind in types_at_or_below(tuple(board.kinds)):
        of_type = _joined(figures_below(key, *at, days, type_id=kind) for at in levels)
        for area_id, figure in of_type.items():
            found.setdefault(area_id, []).append(figure)
    return {area_id: added_up(indicators()[key], each) for area_id, each in found.items()}


def of_types(board: Board, area_id: int, days: Days) -> list[tuple[CaseType, int]]:
    """What came in by upper type, most first; what has no type is left out."""
    tops = upper_types()
    chosen = set(types_at_or_below(tuple(board.kinds)))
    told: Counter[CaseType] = Counter()
    for type_id, figure in by_type(CAME, Subject.area(area_id), days).items():
        if type_id in tops and (not board.kinds or type_id in chosen):
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


def added_up(indicator: Indicator, parts: Iterable[Figure | None]) -> Figure:
    """One figure from those of several types."""
    there = [each for each in parts if each is not None]
    beside: Counter[str] = Counter(dict.fromkeys(indicator.beside, 0))
    for each in there:
        beside.update(each.beside)
    return Figure(
        indicator,
        sum(each.numerator for each in there),
        sum(each.denominator for each in there),
        dict(beside),
    )


def _by_day(board: Board, key: str, area_id: int, days: Days) -> dict[date, int]:
    subject = Subject.area(area_id)
    if not board.kinds:
        return {day: each.numerator for day, each in trend(key, subject, days, "day")}
    told: Counter[date] = Counter()
    for kind in types_at_or_below(tuple(board.kinds)):
        for day, each in trend(key, subject, days, "day", type_id=kind):
            told[day] += each.numerator
    return {each.first: told[each.first] for each in days.steps("day")}


def _adds_up(indicator: Indicator) -> bool:
    told = all(name in BY_NAME or name in STANDING for name in indicator.needs)
    return told and indicator.percentile is None


def _joined(parts: Iterable[Mapping[Key, Figure]]) -> dict[Key, Figure]:
    return {key: figure for part in parts for key, figure in part.items()}
