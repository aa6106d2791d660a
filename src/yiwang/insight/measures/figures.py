"""Figures of subjects and days, each in as few statements as the counts it is made from need."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from yiwang.insight.measures.counts import BY_NAME, CASES, DEPARTMENTS, STANDING
from yiwang.insight.measures.days import BEGINNING, Days
from yiwang.insight.measures.indicators import Figure, Indicator, figure_from, indicators
from yiwang.insight.measures.percentiles import hours_within
from yiwang.insight.measures.reading import Asked, sums
from yiwang.insight.measures.sources import ask
from yiwang.insight.measures.subjects import AREA, ORGANIZATION, Subject
from yiwang.structure.territory.counting import ids_of_level_below

Counts = dict[str, int | None]
Types = tuple[int, ...] | None  # None: cases of every type


def figures_of(
    keys: Collection[str], subject: Subject, days: Days, *, types: Types = None
) -> list[Figure]:
    """The figures of one subject, in the order of `keys`. Percentiles, and numbers that no case
    tells, are of every type always."""
    wanted = [indicators()[key] for key in keys]
    names = list(dict.fromkeys(name for each in wanted for name in each.needs))
    counts = counts_of(names, subject, days, types=types)
    return [_figure(each, counts, _hours(each, subject, days)) for each in wanted]


def figures_below(
    key: str, area_id: int | None, level: str, days: Days, *, types: Types = None
) -> dict[int, Figure]:
    """Area -> figure, for every area of a level: below an area, or in the whole primary net."""
    indicator, areas = indicators()[key], ids_of_level_below(level, area_id)
    asked = Asked((), AREA, tuple(areas), days, types=types)
    found = _counted(indicator.needs, asked)
    hours: dict[int, int] = {}
    if indicator.percentile is not None:
        hours = hours_within(AREA, areas, days, indicator.percentile)
    return {
        area: _figure(
            indicator,
            _with_sources(indicator.needs, found.get((area, 0), {}), Subject.area(area), days),
            hours.get(area, 0),
        )
        for area in areas
    }


def trend(
    key: str, subject: Subject, days: Days, step: str = "month", *, types: Types = None
) -> list[tuple[date, Figure]]:
    """The figure of every day, week (from Monday) or month, by its first day."""
    indicator, steps = indicators()[key], days.steps(step)
    plain = [name for name in indicator.needs if name in BY_NAME]
    asked = Asked((), subject.kind, (subject.id,), days, "day", types)
    by_day = {day: each for (_one, day), each in _counted(plain, asked).items()}
    found: list[tuple[date, Figure]] = []
    for each in steps:
        counts: Counts = dict.fromkeys(plain, 0)
        for day, told in by_day.items():
            if each.first <= day <= each.last:
                for name, number in told.items():
                    counts[name] = (counts[name] or 0) + number
        others = [name for name in indicator.needs if name not in BY_NAME]
        counts |= counts_of(others, subject, each, types=types)
        found.append((each.first, _figure(indicator, counts, _hours(indicator, subject, each))))
    return found


def by_type(key: str, subject: Subject, days: Days) -> dict[int, Figure]:
    """Type -> figure, for the types that anything is counted of; -1: no type yet. Percentiles are
    kept of all types alone."""
    indicator = indicators()[key]
    if indicator.percentile is not None:
        return {}
    asked = Asked((), subject.kind, (subject.id,), days, "type")
    found = _counted(indicator.needs, asked)
    noughts: Counts = dict.fromkeys(indicator.needs, 0)
    return {
        type_id: figure_from(indicator, {**noughts, **told})
        for (_one, type_id), told in found.items()
    }


def counts_of(
    names: Collection[str], subject: Subject, days: Days, *, types: Types = None
) -> Counts:
    """Name -> number; None where nothing is known. Names: `counts.py`, `sources.py`."""
    asked = Asked((), subject.kind, (subject.id,), days, types=types)
    told = _counted(names, asked).get((subject.id, 0), {})
    return _with_sources(names, told, subject, days)


def _counted(names: Collection[str], asked: Asked) -> dict[tuple[int, Any], dict[str, int]]:
    """(subject, group) -> counts by name, over both kinds of facts; what stands at the end too."""
    found: dict[tuple[int, Any], dict[str, int]] = {}
    for of in (CASES, DEPARTMENTS):
        if of == CASES and asked.kind == ORGANIZATION:
            continue  # a body has parts in cases, none of its own
        plain = tuple(name for name in names if name in BY_NAME and BY_NAME[name].of == of)
        _put(found, plain, replace(asked, names=plain))
    for name in names:
        if name in STANDING:
            came, went = STANDING[name]
            until = Days(BEGINNING, asked.days.last)
            since: dict[tuple[int, Any], dict[str, int]] = {}
            _put(since, (came, went), replace(asked, names=(came, went), days=until))
            for where, told in since.items():
                found.setdefault(where, {})[name] = told[came] - told[went]
    return found


def _put(found: dict[tuple[int, Any], dict[str, int]], names: Sequence[str], asked: Asked) -> None:
    for subject, group, numbers in sums(asked) if names else ():
        found.setdefault((subject, group), {}).update(zip(names, numbers, strict=True))


def _with_sources(
    names: Collection[str], told: Mapping[str, int], subject: Subject, days: Days
) -> Counts:
    """The counts with noughts where nothing was counted, and what other sources say."""
    counts: Counts = {}
    for name in names:
        if name in BY_NAME or name in STANDING:
            first = STANDING.get(name, (name,))[0]
            unknown = subject.kind == ORGANIZATION and BY_NAME[first].of == CASES
            counts[name] = None if unknown else told.get(name, 0)
        else:
            counts[name] = ask(name, subject, days)
    return counts


def _hours(indicator: Indicator, subject: Subject, days: Days) -> int:
    """What a percentile of the hours to the end says; nought where none ended."""
    if indicator.percentile is None:
        return 0
    found = hours_within(subject.kind, [subject.id], days, indicator.percentile)
    return found.get(subject.id, 0)


def _figure(indicator: Indicator, counts: Counts, hours: int) -> Figure:
    figure = figure_from(indicator, counts)
    return figure if indicator.percentile is None else replace(figure, numerator=hours)
