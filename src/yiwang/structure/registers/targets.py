"""Targets (目标): a number by a day, and how far one has come.

`value` is to be reached, `by` is the day; `direction` is `at_least` (usual) or `at_most`. Between
the first reading and the day the way is taken as straight: that says whether it is on its way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from yiwang.structure.registers.models import Entry, Reading, Register
from yiwang.structure.registers.queries import current_version, entries_of, register_lines
from yiwang.structure.territory.models import Area
from yiwang.structure.territory.queries import ids_above

AT_MOST = "at_most"
PERCENT = "%"  # the unit of what is so many of a hundred
TARGET = "target"  # the effect


@dataclass(frozen=True, slots=True)
class Aim:
    """One target: `readings` are those of the whole, the earliest first."""

    entry: Entry
    value: Decimal
    by: date | None
    readings: list[Reading]

    @property
    def latest(self) -> Reading | None:
        return self.readings[-1] if self.readings else None

    @property
    def is_reached(self) -> bool:
        if self.latest is None:
            return False
        if self.entry.outcome.get("direction") == AT_MOST:
            return self.latest.value <= self.value
        return self.latest.value >= self.value

    def expected(self, on: date) -> Decimal | None:
        """Where a straight way from the first reading would be on a day; None without a way."""
        if not self.readings or self.by is None or self.by <= self.readings[0].on:
            return None
        first = self.readings[0]
        share = Decimal((min(on, self.by) - first.on).days) / Decimal((self.by - first.on).days)
        return first.value + (self.value - first.value) * share

    def standing(self, on: date) -> str:
        """`reached`, `missed`, `on_way`, `behind`, or `unread`."""
        if self.latest is None:
            return "unread"
        if self.is_reached:
            return "reached"
        if self.by is not None and on > self.by:
            return "missed"
        expected = self.expected(self.latest.on)
        if expected is None:
            return "on_way"
        falls_short = self.latest.value < expected
        if self.entry.outcome.get("direction") == AT_MOST:
            falls_short = self.latest.value > expected
        return "behind" if falls_short else "on_way"


def counted_up_to(aim: Aim, first: date, last: date, number: int) -> Aim:
    """The same with what a program counted from the first day to the last, in place of readings."""
    readings = [Reading(on=first, value=Decimal(0)), Reading(on=last, value=Decimal(number))]
    return replace(aim, readings=readings)


def aims(register: Register, on: date) -> list[Aim]:
    """Every target in force with its readings, in three queries."""
    version = current_version(register.key, on)
    entries = [e for e in (entries_of(version.pk) if version else []) if "value" in e.outcome]
    rows = Reading.objects.filter(register=register, area=None, organization=None, on__lte=on)
    by_entry: dict[str, list[Reading]] = {}
    for row in rows.order_by("on", "id"):
        by_entry.setdefault(row.entry_key, []).append(row)
    return [_aim(entry, by_entry.get(entry.key, [])) for entry in entries]


def aims_due(area: Area, first: date, last: date, on: date) -> Iterator[tuple[Register, Aim]]:
    """The targets that an area has a part in whose day lies there, those reached left out: two
    queries more for each register that has some."""
    above = {None, *ids_above(area.pk)}
    for line in register_lines(on):
        if line.in_force is None or line.register.effect != TARGET:
            continue
        due = {
            entry.key
            for entry in entries_of(line.in_force.pk)
            if first <= _by(entry) <= last
            and entry.area_id in above
            and entry.outcome.get("level") in (None, "", area.level)
        }
        if due:
            found = aims(line.register, on)
            yield from (
                (line.register, a) for a in found if a.entry.key in due and not a.is_reached
            )


def _by(entry: Entry) -> date:
    return date.fromisoformat(str(entry.outcome.get("by") or date.max))


def _aim(entry: Entry, readings: list[Reading]) -> Aim:
    by = entry.outcome.get("by")
    day = date.fromisoformat(str(by)) if by else None
    return Aim(entry, Decimal(str(entry.outcome["value"])), day, readings)
