"""What one column of a list is called, what may stand in its cells, and how a cell is read.

A cell is kept as one canonical text whatever was typed: days as 2026-11-30, choices by their key,
yes and no as such, several values joined by "; ". So what is and what is brought can be compared.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

Words = str | Promise
YES, NO = "yes", "no"
JOINED = "; "
LANGUAGES = ("zh-hans", "en")
MOST_NAMED = 12  # of what could be chosen, in one sentence; the template offers all
YES_NO: Mapping[str, Words] = {YES: gettext_lazy("yes"), NO: gettext_lazy("no")}
_TRUE = {"true": YES, "1": YES, "false": NO, "0": NO, "√": YES, "×": NO}
_BETWEEN = re.compile(r"[;；|\n]")
_COMMAS = re.compile(r"[、，,]")
_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{1,20})?")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?")
_OPEN_KEY = re.compile(r"[a-z][a-z0-9_.]*")


class As(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"  # whole, not below 0
    DEGREES = "degrees"  # with decimals
    YES_NO = "yes_no"
    CHOICE = "choice"
    MANY = "many"  # several of the choices; without choices, several words


@dataclass(frozen=True, slots=True)
class Reference:
    """Something of another list, named by its code. `named` answers what those of these codes that
    exist are called, `offered` the codes with their names for choosing, as many as a list can
    show."""

    named: Callable[[Collection[str]], Mapping[str, str]]
    offered: Callable[[], Iterable[tuple[str, str]]]
    missing: Words  # with %(value)s


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `title` and `hint` are for people; files may use the key or either title."""

    key: str
    title: Words
    hint: Words = ""
    kind: As = As.TEXT
    choices: Mapping[str, Words] = field(default_factory=dict)
    is_open: bool = False  # other keys than those of the choices are taken too
    longest: int = 120
    is_key: bool = False
    is_needed: bool = False
    is_always_filled: bool = False  # empty: as it is; in a new row what goes without saying
    is_for_reading: bool = False  # written out to be understood; never read back
    is_for_programs: bool = False  # a key that rules compare; says nothing to whoever looks
    is_personal: bool = False  # the record says that it changed, never from what to what
    example: Words = ""
    refers: Reference | None = None
    say: Callable[[str], str] | None = None  # a value in words that are not read back

    @property
    def labels(self) -> Mapping[str, Words]:
        """Key -> words of the values that can be chosen."""
        return YES_NO if self.kind is As.YES_NO else self.choices

    def shown(self, value: str) -> str:
        """A canonical value as people read and write it, in the language of the moment."""
        if not value or not self.labels:
            return value
        if self.kind is As.MANY:
            parts = value.split(JOINED)
            return JOINED.join(str(self.labels.get(part, part)) for part in parts)
        return str(self.labels.get(value, value))


class Cells:
    """Reads the cells of one column; made once for a table, since words in both languages are
    looked up for it."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._called: dict[str, str] = {}
        for key, words in column.labels.items():
            for said in (key, *in_both(words)):
                self._called[said.strip().lower()] = key
        if column.kind is As.YES_NO:
            self._called |= _TRUE
        self._read = {
            As.TEXT: self._text,
            As.DAY: self._day,
            As.NUMBER: self._number,
            As.DEGREES: self._degrees,
            As.YES_NO: self._choice,
            As.CHOICE: self._choice,
            As.MANY: self._many,
        }[column.kind]

    def read(self, typed: str) -> tuple[str, str]:
        """The canonical value, and what is wrong with it; one of them is empty."""
        typed = typed.strip()
        return self._read(typed) if typed else ("", "")

    def _text(self, typed: str) -> tuple[str, str]:
        most = self.column.longest
        if len(typed) > most:
            words = {"value": typed[:20], "most": most}
            return "", _("“%(value)s…” is longer than %(most)s characters: shorten it.") % words
        return typed, ""

    def _day(self, typed: str) -> tuple[str, str]:
        day = day_of(typed)
        if day is None or not 1900 <= day.year <= 2200:
            return "", _("“%(value)s” is no date: write it like 2026-11-30.") % {
                "value": typed[:20]
            }
        return day.isoformat(), ""

    def _number(self, typed: str) -> tuple[str, str]:
        if not typed.isascii() or not typed.isdigit() or len(typed) > 9:
            said = _("“%(value)s” is no whole number: write digits alone, like 3.")
            return "", said % {"value": typed[:20]}
        return str(int(typed)), ""

    def _degrees(self, typed: str) -> tuple[str, str]:
        if not _DEGREES.fullmatch(typed):
            said = _("“%(value)s” is no number of degrees: write it with decimals, like 119.434.")
            return "", said % {"value": typed[:20]}
        return degrees_text(float(typed)), ""

    def _choice(self, typed: str) -> tuple[str, str]:
        key = self._key(typed)
        return (key, "") if key else ("", self._strange(typed))

    def _many(self, typed: str) -> tuple[str, str]:
        parts = list(self._parts(typed))
        if not self.column.choices:
            return self._text(JOINED.join(dict.fromkeys(parts)))
        keys = {part: self._key(part) for part in parts}
        for part, key in keys.items():
            if not key:
                return "", self._strange(part)
        return JOINED.join(dict.fromkeys(keys.values())), ""

    def _parts(self, typed: str) -> Iterator[str]:
        """Parted at semicolons; at commas only what is no choice with a comma in it."""
        for part in filter(None, map(str.strip, _BETWEEN.split(typed))):
            if self._key(part):
                yield part
            else:
                yield from filter(None, map(str.strip, _COMMAS.split(part)))

    def _key(self, typed: str) -> str:
        key = self._called.get(typed.lower(), "")
        if not key and self.column.is_open and _OPEN_KEY.fullmatch(typed):
            return typed
        return key

    def _strange(self, typed: str) -> str:
        labels = [str(words) for words in self.column.labels.values()]
        known = _(", ").join(labels[:MOST_NAMED]) + (" …" if len(labels) > MOST_NAMED else "")
        said = _("“%(value)s” cannot be chosen here. Use one of: %(known)s.")
        return said % {"value": typed[:20], "known": known}


def in_both(words: Words) -> tuple[str, ...]:
    """The words in Chinese and in English."""
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(str(words))
    return tuple(said)


def degrees_text(degrees: float | None) -> str:
    """Degrees as tables have them, to a centimetre; empty for none."""
    return "" if degrees is None else f"{degrees:.7f}".rstrip("0").rstrip(".")


def day_of(text: str) -> date | None:
    """The day that a cell names, if it is one: 2026-11-30, 2026/11/30, 2026年11月30日."""
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else datetime.fromisoformat(text).date()
    except ValueError:
        return None
