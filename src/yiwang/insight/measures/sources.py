"""Numbers that no case tells: how many areas, bodies and people there are, and what others add.

A term of an indicator is a source and what it is asked for, `areas:grid`. A source answers with a
whole number for a subject at the end of a period, or None where it knows nothing. Other apps add
theirs with `register` when they start.
"""

from collections.abc import Callable
from typing import TypeAlias

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.subjects import AREA, Subject
from yiwang.structure.posts.queries.counted import people_within
from yiwang.structure.territory.counting import areas_at_level, areas_taken_up

Source: TypeAlias = Callable[[str, Subject, Days], int | None]
_SOURCES: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let terms that begin with this name be answered by it."""
    _SOURCES[name] = source


def is_source(term: str) -> bool:
    """Whether the term names a source that is known."""
    return term.partition(":")[0] in _SOURCES


def ask(term: str, subject: Subject, days: Days) -> int | None:
    """What the source answers; None where it knows nothing."""
    name, _colon, asked = term.partition(":")
    return _SOURCES[name](asked, subject, days)


def _areas(level: str, subject: Subject, days: Days) -> int:
    """`areas:LEVEL`: areas of a level of the primary net."""
    return areas_at_level(level, _within(subject), days.last).count()


def _taken_up(asked: str, subject: Subject, days: Days) -> int:
    """`taken_up:LEVEL:NET`: of these, those that an area of another net takes up."""
    level, _colon, net = asked.partition(":")
    return areas_taken_up(level, net, _within(subject), days.last).count()


def _people(asked: str, subject: Subject, days: Days) -> int:
    """`people:TYPE`: people who hold a post of this type, each once."""
    return people_within(asked.split("+"), _within(subject), days.last)


def _within(subject: Subject) -> int | None:
    return subject.id if subject.kind == AREA else None


register("areas", _areas)
register("taken_up", _taken_up)
register("people", _people)
