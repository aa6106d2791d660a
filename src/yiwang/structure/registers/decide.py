"""Deciding by a register: the first entry that fits decides, and every entry tried is explained.

A dry run is the same call: deciding changes nothing.
"""

from dataclasses import dataclass
from typing import Any

from yiwang.foundation.configuration.kept import steady
from yiwang.structure.registers.fitting import Facts, why, why_not
from yiwang.structure.registers.models import Entry, RegisterVersion
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.structure.territory.queries import ids_above

__all__ = ["Considered", "Decision", "Facts", "RuledBy", "decide", "decide_by", "outcome_by"]


@dataclass(frozen=True, slots=True)
class RuledBy:
    """The entry that decided, as it stood in its version."""

    id: int
    key: str
    title: str
    title_en: str
    outcome: dict[str, Any]  # Any: what the effect of the register takes
    basis: str


@dataclass(frozen=True, slots=True)
class Considered:
    """An entry that was tried, and why it fits or does not, in words for people."""

    key: str
    title: str
    fits: bool
    why: str


@dataclass(frozen=True, slots=True)
class Decision:
    """`version` is the number that held on the day, None when none did; `entry` None: none fits."""

    register_key: str
    version: int | None
    entry: RuledBy | None
    considered: tuple[Considered, ...]
    register_name: str = ""


@steady()
def decide(register_key: str, facts: Facts) -> Decision:
    """Try the entries that hold on `facts.on` in their order, up to the first that fits."""
    version = current_version(register_key, facts.on)
    if version is None:
        return Decision(register_key, None, None, ())
    return decide_by(version, facts)


@steady()
def decide_by(version: RegisterVersion, facts: Facts) -> Decision:
    """The same by one version, whether it holds or is only drafted: for trying."""
    considered: list[Considered] = []
    ruling = None
    above = ids_above(facts.area_id) if facts.area_id else frozenset()
    for entry in entries_of(version.pk):
        reason = why_not(entry, facts, is_area_below=entry.area_id in above)
        said = reason or why(entry, facts)
        considered.append(Considered(entry.key, entry.title, not reason, said))
        if not reason:
            ruling = _ruling(entry)
            break
    register = version.register
    return Decision(register.key, version.number, ruling, tuple(considered), register.name)


@steady()
def outcome_by(version_id: int, facts: Facts) -> dict[str, Any] | None:  # Any: what effects take
    """What follows by one version, without the reasons: for comparing many. None: nothing fits."""
    above = ids_above(facts.area_id) if facts.area_id else frozenset()
    for entry in entries_of(version_id):
        if not why_not(entry, facts, is_area_below=entry.area_id in above):
            return dict(entry.outcome)
    return None


def _ruling(entry: Entry) -> RuledBy:
    return RuledBy(
        entry.pk, entry.key, entry.title, entry.title_en, dict(entry.outcome), entry.basis
    )
