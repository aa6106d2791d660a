"""Numbers that no case tells: how many areas, bodies and people there are, and what others add.

A term of an indicator is a source and what it is asked for, `areas:grid`. A source answers with a
whole number for a subject at the end of a period, or None where it knows nothing. Other apps add
theirs with `register` when they start.
"""

from collections.abc import Callable
from typing import TypeAlias

from django.db.models import Q

from yiwang.insight.measures.days import Days
from yiwang.insight.measures.subjects import AREA, ORGANIZATION, Subject
from yiwang.structure.organizations.agreements import agreements, ends_of_agreements
from yiwang.structure.organizations.queries import in_preparation, working_on
from yiwang.structure.posts.queries.active import active_appointments
from yiwang.structure.posts.queries.counted import people_within
from yiwang.structure.territory.counting import areas_at_level, areas_taken_up

Source: TypeAlias = Callable[[str, Subject, Days], int | None]
_SOURCES: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Let terms that begin with this name be answered by it."""
    _SOURCES[name] = source


def names_of_sources() -> list[str]:
    """The sources that are known, by name."""
    return sorted(_SOURCES)


def is_source(term: str) -> bool:
    """Whether the term names a source that is known."""
    return term.partition(":")[0] in _SOURCES


def ask(term: str, subject: Subject, days: Days) -> int | None:
    """What the source answers; None where it knows nothing. Of bodies it knows nothing."""
    if subject.kind == ORGANIZATION:
        return None
    name, _colon, asked = term.partition(":")
    return _SOURCES[name](asked, subject, days)


def _areas(level: str, subject: Subject, days: Days) -> int:
    """`areas:LEVEL`: areas of a level of the primary net."""
    return areas_at_level(level, _area_of(subject), days.last).count()


def _taken_up(asked: str, subject: Subject, days: Days) -> int:
    """`taken_up:LEVEL:NET`: of these, those that an area of another net takes up."""
    level, _colon, net = asked.partition(":")
    return areas_taken_up(level, net, _area_of(subject), days.last).count()


def _within(asked: str, subject: Subject, days: Days) -> int:
    """`within:LEVEL:ABOVE`: of these, those that lie in an area of the level above."""
    level, _colon, above = asked.partition(":")
    found = areas_at_level(level, _area_of(subject), days.last)
    lying = found.filter(ancestry__ancestor__level=above, ancestry__ancestor__net__is_primary=True)
    return lying.distinct().count()


def _with_body(asked: str, subject: Subject, days: Days) -> int:
    """`with_body:LEVEL:KIND`: of these, those that a working body of one of these kinds serves."""
    level, _colon, kind = asked.partition(":")
    serving = working_on(days.last).filter(kind__in=kind.split("+")).values("area")
    return areas_at_level(level, _area_of(subject), days.last).filter(pk__in=serving).count()


def _with_agreement(asked: str, subject: Subject, days: Days) -> int:
    """`with_agreement:LEVEL`: of these, those where a body in or below agreed with another."""
    sources, targets = ends_of_agreements(days.last)
    either = Q(descent__area__in=sources) | Q(descent__area__in=targets)
    return areas_at_level(asked, _area_of(subject), days.last).filter(either).distinct().count()


def _agreements(asked: str, subject: Subject, days: Days) -> int:
    """`agreements:` all there are, `agreements:SECTOR+SECTOR` those with bodies of these."""
    sectors = asked.split("+") if asked else []
    return agreements(_area_of(subject), sectors, days.last).count()


def _with_post(asked: str, subject: Subject, days: Days) -> int:
    """`with_post:LEVEL:TYPE`: of these, those where somebody holds a post of this type."""
    level, _colon, kind = asked.partition(":")
    held = active_appointments(days.last).filter(post__type__key__in=kind.split("+"))
    areas = held.order_by().values("post__area")
    return areas_at_level(level, _area_of(subject), days.last).filter(pk__in=areas).count()


def _in_preparation(kind: str, subject: Subject, days: Days) -> int:
    """`in_preparation:KIND`: bodies of this kind that do not work yet."""
    return in_preparation(kind, _area_of(subject), days.last).count()


def _people(asked: str, subject: Subject, days: Days) -> int:
    """`people:TYPE`: people who hold a post of this type, each once."""
    return people_within(asked.split("+"), _area_of(subject), days.last)


def _area_of(subject: Subject) -> int | None:
    return subject.id if subject.kind == AREA else None


register("areas", _areas)
register("taken_up", _taken_up)
register("people", _people)
register("within", _within)
register("with_agreement", _with_agreement)
register("agreements", _agreements)
register("with_body", _with_body)
register("with_post", _with_post)
register("in_preparation", _in_preparation)
