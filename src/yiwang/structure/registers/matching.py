"""Power and duty side by side: what a level may do by the registers of delegation, and what it must
do by the duty registers. The two belong together where they are about one type of matter, or one
above it, or carry the same key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yiwang.structure.registers.fitting import holds_on, is_kind_below
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import entries_of, register_lines

BASIC = "basic"


@dataclass(frozen=True, slots=True)
class Matched:
    """Duties with the powers for them; either side alone is at odds."""

    pairs: list[tuple[Entry, Entry]]  # a duty, a power
    duties_alone: list[Entry]
    powers_alone: list[Entry]


def power_and_duty(on: date) -> Matched:
    """Of all registers in force. A few queries."""
    duties = [each for each in _entries("duty", on) if each.outcome.get("duty") == BASIC]
    powers = [each for each in _entries("delegation", on) if "withdrawn" not in each.outcome]
    pairs = [(duty, power) for duty in duties for power in powers if _belong(duty, power)]
    answered, used = {duty.pk for duty, _p in pairs}, {power.pk for _d, power in pairs}
    return Matched(
        pairs,
        [each for each in duties if each.pk not in answered],
        [each for each in powers if each.pk not in used],
    )


def _entries(effect: str, on: date) -> Sequence[Entry]:
    return [
        entry
        for line in register_lines(on)
        if line.register.effect == effect and line.in_force
        for entry in entries_of(line.in_force.pk)
        if holds_on(entry, on)
    ]


def _belong(duty: Entry, power: Entry) -> bool:
    if duty.outcome.get("level") != power.outcome.get("level"):
        return False
    if not duty.kind or not power.kind:
        return duty.key == power.key
    return is_kind_below(duty.kind, power.kind) or is_kind_below(power.kind, duty.kind)
