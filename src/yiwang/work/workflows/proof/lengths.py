"""The worst times of a workflow for every type that moves by it, in words for people.

Types whose limits make no difference here are told together. Method and units: `longest.py`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.core.cache import cache
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.queries import working_time
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.foundation.configuration.kept import kept
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.proof.longest import Longest, Worst, dues_on, timed_steps, worst_of
from yiwang.work.workflows.subjects import Kind, Situation, subject_of
from yiwang.work.workflows.wording import in_words

KEPT_SECONDS = 365 * 86_400
TOLD_KINDS = (
    ClockKind.WORK_DAY,
    ClockKind.CALENDAR_DAY,
    ClockKind.WORK_HOUR,
    ClockKind.URGENT_HOUR,
)


@dataclass(frozen=True, slots=True)
class Group:
    """Types that are timed alike, by the limits of the first of them."""

    keys: tuple[str, ...]
    situation: Situation


@dataclass(frozen=True, slots=True)
class Length:
    """The worst times of some types; no type: those of the workflow's own limits."""

    keys: tuple[str, ...]
    worst: Worst


_SHAPE = [(each.__module__, [f.name for f in fields(each)]) for each in (Length, Worst, Longest)]


@dataclass(frozen=True, slots=True)
class ToldLength:
    """The same in words, the names of the types in the reader's language."""

    names: list[str]
    sentences: list[str]


def lengths_of(definition: Definition, year: int) -> list[Length]:
    """The worst times for every type, in one year."""
    return _timed(definition, _alike(definition), working_time(definition.calendar), year)


def _timed(
    definition: Definition, groups: Sequence[Group], days: WorkingTime, year: int
) -> list[Length]:
    dues = dues_on(days)
    return [
        Length(each.keys, worst_of(definition, each.situation, days, year, dues=dues))
        for each in groups
    ]


@kept
def _lengths_of_version(version_id: int, year: int) -> list[Length]:
    """Counted once for all processes, and again only when something it is counted from differs, or
    how it is kept: of a long workflow that takes seconds."""
    definition = definition_of_version(version_id)
    groups, days = _alike(definition), working_time(definition.calendar)
    made_of = repr((_SHAPE, definition, groups, days, year))
    name = f"workflows.lengths.{hashlib.sha256(made_of.encode()).hexdigest()}"
    known: list[Length] | None = cache.get(name)
    if known is None:
        known = _timed(definition, groups, days, year)
        cache.set(name, known, KEPT_SECONDS)
    return known


def told_lengths_of_version(version_id: int, on: date) -> list[ToldLength]:
    """The worst times of a published version, counted once for the year of `on`."""
    definition = definition_of_version(version_id)
    return told_lengths(definition, _lengths_of_version(version_id, on.year))


def told_lengths(definition: Definition, lengths: list[Length]) -> list[ToldLength]:
    """Worst times in words."""
    names = {kind.key: kind.name for kind in kinds_of(definition)}
    return [
        ToldLength(
            [names[key] for key in each.keys if names.get(key)],
            told_worst(definition, each.worst),
        )
        for each in lengths
    ]


def kinds_of(definition: Definition) -> list[Kind]:
    """The types that move by it; one without a name or limits where there are none yet."""
    return subject_of(definition.subject).kinds(definition.instead_of or definition.key) or [
        Kind("", "", {})
    ]


def _alike(definition: Definition) -> list[Group]:
    """The types in groups that nothing tells apart in how long their steps can last."""
    groups: dict[object, Group] = {}
    for kind in kinds_of(definition):
        situation = Situation(None, limits=dict(kind.limits))
        steps = timed_steps(definition, situation)
        before = groups.get(steps)
        keys = (*before.keys, kind.key) if before else (kind.key,)
        groups[steps] = Group(keys, before.situation if before else situation)
    return list(groups.values())


def told_worst(definition: Definition, worst: Worst) -> list[str]:
    """The worst times as sentences; how often it goes back is said beside the length."""
    if worst.unlimited:
        step = definition.steps[worst.unlimited]
        sentence = _("No worst time: nothing limits how long “%(step)s” lasts.")
        return [sentence % {"step": in_words(step.name, step.name_en)}]
    told = [
        (worst.plain, _("answered after %(limits)s at the longest")),
        (worst.straight, _("with all that may be granted and returned: after %(limits)s")),
        (worst.first, _("with every return and rework: after %(limits)s")),
        (worst.last, _("reopened as often as possible: after %(limits)s")),
    ]
    said: list[str] = []
    before = None
    for longest, sentence in told:
        if longest is not None and longest != before:
            said.append(f"{sentence % {'limits': amounts(longest.limits)}}{_concretely(longest)}")
            before = longest
    return [*said, *_outside(definition)]


def _outside(definition: Definition) -> list[str]:
    """What the worst times leave out: nobody here knows how long a court takes."""
    steps = [in_words(s.name, s.name_en) for s in definition.steps.values() if s.outside]
    sentence = _("the time outside comes on top: %(steps)s")
    return [sentence % {"steps": _(", ").join(steps)}] if steps else []


def amounts(limits: tuple[Limit, ...]) -> str:
    """Limits added up by their clock: "4 working days and 7 days"."""
    parts = []
    for kind in TOLD_KINDS:
        value = sum((limit.value for limit in limits if limit.kind == kind), Decimal(0)).normalize()
        if value:
            parts.append(_words(kind, value) % {"value": f"{value:f}"})
    return _(" and ").join(parts)


def _words(kind: ClockKind, value: Decimal) -> str:
    number = 1 if value == 1 else 2
    if kind is ClockKind.WORK_DAY:
        return ngettext("%(value)s working day", "%(value)s working days", number)
    if kind is ClockKind.CALENDAR_DAY:
        return ngettext("%(value)s day", "%(value)s days", number)
    if kind is ClockKind.WORK_HOUR:
        return ngettext("%(value)s working hour", "%(value)s working hours", number)
    return ngettext("%(value)s hour", "%(value)s hours", number)


def _concretely(longest: Longest) -> str:
    sentence = ngettext(
        " (%(days)s day by the calendar: from %(start)s to %(end)s)",
        " (%(days)s days by the calendar: from %(start)s to %(end)s)",
        longest.days,
    )
    words = {"days": longest.days}
    return sentence % {**words, "start": _when(longest.started_at), "end": _when(longest.ended_at)}


def _when(moment: datetime) -> str:
    return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
