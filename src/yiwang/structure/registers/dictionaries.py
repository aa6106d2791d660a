"""One table of codes for several systems (effect `dictionary`): an entry is one of our codes and
says by which codes other systems mean the same. `code` is ours where it is not the key; every other
word of an entry is the name of a system, with its codes parted by bars, the usual one first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.structure.registers.fitting import holds_on
from yiwang.structure.registers.models import Entry, Register
from yiwang.structure.registers.queries import current_version, entries_of, register_lines
from yiwang.structure.registers.rows import EntryRow

EFFECT = "dictionary"
OURS = "code"
_PARTED = "|"
_TWICE = _("“%(code)s” of %(system)s stands for %(entries)s: leave it with one of them.")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of our codes: what it is called, and the codes of one system for it."""

    entry: str
    code: str
    title: str
    theirs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """A code of another system that several of our entries claim."""

    system: str
    code: str
    entries: tuple[str, ...]

    @property
    def sentence(self) -> str:
        words = {"code": self.code, "system": self.system, "entries": ", ".join(self.entries)}
        return _TWICE % words


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A dictionary as one system uses it on a day."""

    key: str
    name: str
    meanings: tuple[Meaning, ...]

    @property
    def ours(self) -> dict[str, str]:
        """Their code -> ours."""
        return {code: each.code for each in self.meanings for code in each.theirs}

    @property
    def theirs(self) -> dict[str, str]:
        """Our code -> the one they usually use."""
        return {each.code: each.theirs[0] for each in self.meanings if each.theirs}

    @property
    def unmatched(self) -> list[Meaning]:
        """Codes of ours that this system has none for."""
        return [each for each in self.meanings if not each.theirs]


def dictionary(register_key: str, system: str, on: date) -> Dictionary | None:
    """What the register says of this system; None where it is no dictionary in force that day."""
    version = current_version(register_key, on)
    if version is None or version.register.effect != EFFECT:
        return None
    entries = [each for each in entries_of(version.pk) if holds_on(each, on)]
    meanings = tuple(_meaning(each, system) for each in entries)
    return Dictionary(register_key, _called(version.register), meanings)


def dictionaries_in_force(on: date) -> dict[str, str]:
    """Key -> name of every dictionary."""
    return {
        line.register.key: _called(line.register)
        for line in register_lines(on)
        if line.register.effect == EFFECT and line.in_force
    }


def systems_of(outcome: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:  # Any: as the entry says
    """System -> its codes in an entry."""
    return {name: _codes(said) for name, said in outcome.items() if name != OURS}


def fault_of(outcome: Mapping[str, Any]) -> tuple[str, Sentence] | None:  # Any: as above
    """What is wrong with an entry by itself: a column, and what to write there."""
    for name, said in outcome.items():
        if not isinstance(said, str):
            return name, _("Write the code, or several with | between them.")
    return None


def meant_twice(said: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[Clash]:  # Any: as above
    """Of entries by key: codes of other systems that stand for two of ours."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, outcome in said:
        for system, codes in systems_of(outcome).items():
            for code in codes:
                found[system, code].append(key)
    return (Clash(*which, tuple(keys)) for which, keys in found.items() if len(keys) > 1)


def check_meant_once(rows: Iterable[EntryRow]) -> None:
    """Refuses (Invalid) a dictionary by which nobody could tell which of ours is meant."""
    for clash in meant_twice((row.key, row.outcome) for row in rows):
        raise Invalid({"entries": clash.sentence})


def _called(register: Register) -> str:
    return _in_words(register.name, register.name_en)


def _in_words(name: str, name_en: str) -> str:
    return name_en if name_en and (get_language() or "").startswith("en") else name


def _meaning(entry: Entry, system: str) -> Meaning:
    code = str(entry.outcome.get(OURS) or entry.key)
    return Meaning(
        entry.key,
        code,
        _in_words(entry.title, entry.title_en),
        _codes(entry.outcome.get(system, "")),
    )


def _codes(said: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, str(said).split(_PARTED)))))
