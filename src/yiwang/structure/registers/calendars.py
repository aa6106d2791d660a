"""Days of areas (effect `calendar`): which come back, and under which heading all others stand.

An entry with `every` is a day of its own: `day` of every week (1 is Monday), of every month or of
the last month of every quarter or half-year (1 to 31; the last day where there are fewer), or of
the year (`06-30`). Any other entry says under which `heading` the days of a `source` stand, those
of a case type where it names one; the first that fits decides.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.periods import MONTHS
from yiwang.foundation.refusals import Sentence
from yiwang.structure.registers.fitting import holds_on, is_kind_below
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import entries_of, register_lines
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import ids_above

EFFECT = "calendar"
EVERY = ("week", *MONTHS)
SOURCES = ("tasks", "targets", "reviews", "terms", "agreements", "notices", "entries")
_ONE_OF = _("Write one of: %(known)s.")
_WHICH_DAY = _(
    "Write the day: 1 to 7 of a week, 1 to 31 of a month, quarter or half-year, 06-30 of a year."
)


@dataclass(frozen=True, slots=True)
class Returning:
    """A day that comes back, on one of its days; `register` is where it stands."""

    entry: Entry
    register: str
    on: date


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the calendars in force say of an area: register and entry, in their order."""

    said: tuple[tuple[str, Entry], ...]

    def deciding(self, source: str, kind: str = "") -> Entry | None:
        """The first entry that says where days of this source, of this case type, stand."""
        for _register, entry in self.said:
            outcome = entry.outcome
            fits = "every" not in outcome and outcome.get("source", source) == source
            if fits and is_kind_below(kind, entry.kind):
                return entry
        return None

    def returning(self, first: date, last: date) -> Iterator[Returning]:
        """The days that come back, from one day to another."""
        for register, entry in self.said:
            if "every" in entry.outcome:
                for number in range((last - first).days + 1):
                    on = first + timedelta(days=number)
                    if _is_its_day(entry.outcome, on):
                        yield Returning(entry, register, on)


def calendar_of(area: Area, on: date) -> Calendar:
    """What holds for an area on a day."""
    above = ids_above(area.pk)
    return Calendar(
        tuple(
            (line.register.key, entry)
            for line in register_lines(on)
            if line.in_force and line.register.effect == EFFECT
            for entry in entries_of(line.in_force.pk)
            if holds_on(entry, on)
            and (entry.area_id is None or entry.area_id in above)
            and entry.outcome.get("level", area.level) == area.level
        )
    )


def fault_of(outcome: Mapping[str, object]) -> tuple[str, Sentence] | None:
    """What is wrong with an entry of a calendar: with which of its words, and what to do."""
    every = outcome.get("every")
    if not outcome.get("heading"):
        return "heading", _("Say under which heading it stands.")
    if outcome.get("source", SOURCES[0]) not in SOURCES:
        return "source", _ONE_OF % {"known": ", ".join(SOURCES)}
    if every is not None and every not in EVERY:
        return "every", _ONE_OF % {"known": ", ".join(EVERY)}
    if every is not None and not _is_day(str(every), str(outcome.get("day", ""))):
        return "day", _WHICH_DAY
    return None


def _is_day(every: str, day: str) -> bool:
    if every == "year":
        try:
            date.fromisoformat(f"2000-{day}")
        except ValueError:
            return False
        return True
    return day.isdecimal() and 1 <= int(day) <= (7 if every == "week" else 31)


def _is_its_day(outcome: Mapping[str, object], on: date) -> bool:
    every, day = str(outcome["every"]), str(outcome.get("day", ""))
    if every == "week":
        return on.isoweekday() == int(day)
    if every == "year":
        month, number = map(int, day.split("-"))
        return on.month == month and on.day == _at_most(number, on)
    return on.month % MONTHS[every] == 0 and on.day == _at_most(int(day), on)


def _at_most(number: int, on: date) -> int:
    return min(number, monthrange(on.year, on.month)[1])
