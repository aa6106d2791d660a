"""Entries of a register as rows of text: as a form or a table has them, read back and checked.

Lists stand in one cell, parted by “|”. What a register says that no column is known for stands
there as JSON, so that nothing is lost on the way out and back.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from yiwang.foundation.periods import MONTHS
from yiwang.foundation.refusals import NotFound
from yiwang.interfaces.connectors.queries import systems
from yiwang.portals.casework.counted import can_be_opened
from yiwang.portals.casework.natures import natures
from yiwang.portals.casework.typed import is_percent, number_of
from yiwang.structure.organizations.queries import function_names, names_by_code
from yiwang.structure.registers import ballots, calendars, capacities, dictionaries
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.rows import EntryRow
from yiwang.structure.registers.targets import PERCENT
from yiwang.structure.territory.queries import area_by_code
from yiwang.work.cases.queries import offered_types
from yiwang.work.workflows.queries.keys import all_workflows

Row = dict[str, str]
Faults = dict[str, str]
COLUMNS = ["key", "title", "title_en", "kind", "nature", "area", "words", "basis"]
DATES = ["holds_from", "holds_until"]
OF_EFFECT = {  # effect -> what its entries say
    "route": ["functions"],
    "triage": ["to_nature"],
    "gate": ["admitted", "organizations"],
    "standard": ["value", "unit", "level", "of_kind", "counts", "every", "opens_with"],
    "target": ["heading", "value", "unit", "by", "direction", "owner", "level", "counts"],
    "procedure": ["workflow", "steps", "signs", "publishes"],
    "delegation": ["level", "functions"],
    "duty": ["level", "duty"],
    "checklist": ["asks"],
    "ballot": ["takes_part", "at_least", "more_than", "by_area"],
    "capacity": ["organization", "most", "next"],
    "dictionary": ["code"],
    "calendar": ["heading", "heading_en", "source", "every", "day", "level", "owner"],
}
_FAULTS = {each.EFFECT: each.fault_of for each in (ballots, calendars, capacities, dictionaries)}
NO_OUTCOME = {*COLUMNS, *DATES, "entered_by"}
LISTS = {"functions", "organizations", "next", "steps", "posts", "carried_by"}
NUMBERS = {"value", "most", "numerator", "denominator"}
YES, NO = {"yes", "true", "1", "是"}, {"no", "false", "0", "否"}


@dataclass
class Known:
    """What rows may name, each list read once."""

    effect: str
    on: date
    areas: dict[str, int | None] = field(default_factory=dict)

    @cached_property
    def kinds(self) -> dict[str, str]:
        tops = offered_types()
        return {kind.key: kind.label for top in tops for kind in (top.kind, *top.below)}

    @cached_property
    def natures(self) -> dict[str, str]:
        return {nature.key: nature.label for nature in natures(self.on)}

    @cached_property
    def functions(self) -> dict[str, str]:
        return function_names(self.on)

    @cached_property
    def bodies(self) -> dict[str, str]:
        return names_by_code(self.on)

    def area_id(self, code: str) -> int | None:
        """The id of the area with this code; None where there is none."""
        if code not in self.areas:
            try:
                self.areas[code] = area_by_code(code).pk
            except NotFound:
                self.areas[code] = None
        return self.areas[code]

    def columns(self, entries: Sequence[EntryRow] = ()) -> list[str]:
        """The columns of this register: those of its effect, and whatever its entries say."""
        said = {column_of(key): None for row in entries for key in row.outcome}
        entered = ["entered_by"] if any(row.entered_by for row in entries) else []
        connected = systems() if self.effect == dictionaries.EFFECT else ()
        return [
            *COLUMNS,
            *DATES,
            *entered,
            *dict.fromkeys([*OF_EFFECT.get(self.effect, []), *said, *connected]),
        ]


def row_of(entry: EntryRow, area_code: str) -> Row:
    """An entry as text."""
    row = {name: str(getattr(entry, name)) for name in COLUMNS if name not in ("area", "words")}
    row |= {"area": area_code, "words": "|".join(entry.words)}
    row |= {name: _day(getattr(entry, name)) for name in DATES} | {"entered_by": entry.entered_by}
    return row | {column_of(key): _written(value) for key, value in entry.outcome.items()}


def rows_as_written(entries: Sequence[Entry]) -> list[Row]:
    """Stored entries as text."""
    return [row_of(as_row(entry), entry.area.code if entry.area else "") for entry in entries]


def as_row(entry: Entry) -> EntryRow:
    """A stored entry as it is handed over for writing."""
    return EntryRow(
        key=entry.key,
        title=entry.title,
        title_en=entry.title_en,
        kind=entry.kind,
        nature=entry.nature,
        area_id=entry.area_id,
        words=tuple(entry.words),
        outcome=dict(entry.outcome),
        basis=entry.basis,
        holds_from=entry.holds_from,
        holds_until=entry.holds_until,
        entered_by=entry.entered_by,
    )


def entry_of(row: Mapping[str, str], known: Known) -> tuple[EntryRow, Faults]:
    """The entry that a row describes, and what is wrong with it by column."""
    faults: Faults = {}
    given = {name: row.get(name, "").strip() for name in row}
    for name in ("key", "title"):
        if not given.get(name):
            faults[name] = _("Please fill this in.")
    _known(given.get("kind", ""), known.kinds, "kind", _("There is no case type “%s”."), faults)
    _known(given.get("nature", ""), known.natures, "nature", _("There is no nature “%s”."), faults)
    area, area_id = given.get("area", ""), None
    if area and (area_id := known.area_id(area)) is None:
        faults["area"] = _("There is no area with the code “%s”.") % area
    outcome = _outcome(given, known, faults)
    since, until = (_read_day(given.get(name, ""), name, faults) for name in DATES)
    if since and until and since > until:
        faults["holds_until"] = _("This day is before the one from which it holds.")
    plain = {n: given.get(n, "") for n in ("key", "title", "title_en", "kind", "nature", "basis")}
    words = tuple(_listed(given.get("words", "")))
    entry = EntryRow(
        **plain,
        area_id=area_id,
        words=words,
        outcome=outcome,
        holds_from=since,
        holds_until=until,
        entered_by=given.get("entered_by", "")[:40],
    )
    return entry, faults


def _outcome(given: Mapping[str, str], known: Known, faults: Faults) -> dict[str, Any]:  # Any: JSON
    outcome: dict[str, Any] = {}  # Any: as above
    for column, text in given.items():
        if column not in NO_OUTCOME and text:
            key = "nature" if column == "to_nature" else column
            outcome[key] = _value(column, text, faults)
    if is_percent(given.get("value", "")) and outcome.setdefault("unit", PERCENT) != PERCENT:
        faults["unit"] = _("This is in percent, so it has no other unit. Leave it empty.")
    for function in outcome.get("functions", []):
        said = _("No office has the function “%s”.")
        _known(function, known.functions, "functions", said, faults)
    named = [outcome["organization"]] if "organization" in outcome else []
    for code in [*named, *outcome.get("next", []), *outcome.get("organizations", [])]:
        _known(code, known.bodies, "organizations", _("There is no office “%s”."), faults)
    said = _("There is no nature “%s”.")
    _known(str(outcome.get("nature", "")), known.natures, "to_nature", said, faults)
    _check_days_and_ways(known.effect, outcome, faults)
    if known.effect in ("route", "triage") and not outcome:
        faults[OF_EFFECT[known.effect][0]] = _("Say what follows when this entry fits.")
    return outcome


def _check_days_and_ways(effect: str, outcome: Mapping[str, Any], faults: Faults) -> None:
    if effect == "target" and outcome.get("by"):
        _read_day(str(outcome["by"]), "by", faults)
    if effect == "target" and not _is_counted(str(outcome.get("counts", ""))):
        faults["counts"] = _("Write cases: and the name of a count, as cases:solved.")
    if effect == "standard" and "value" in outcome and not {"level", "of_kind"} & outcome.keys():
        faults["level"] = _("Say of which level of area, or of which kind of body, it is asked.")
    if effect == "standard" and outcome.get("every", "year") not in MONTHS:
        faults["every"] = _("Write month, quarter, half_year or year.")
    if outcome.get("workflow") and outcome["workflow"] not in dict(all_workflows()):
        faults["workflow"] = _("There is no workflow “%s”.") % outcome["workflow"]
    check = _FAULTS.get(effect)
    if check and (fault := check(outcome)):
        faults[fault[0]] = str(fault[1])
    if effect == "duty" and outcome.get("duty") not in ("basic", "joint", "withdrawn"):
        faults["duty"] = _("Write basic, joint or withdrawn.")


def _is_counted(how: str) -> bool:
    """Whether the program can count a target so; empty: people write it down."""
    kind, _sign, name = how.partition(":")
    return not how or (kind == "cases" and can_be_opened([name]))


def _read_day(text: str, name: str, faults: Faults) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        faults[name] = _("Write the day as 2026-09-30.")
        return None


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _value(column: str, text: str, faults: Faults) -> Any:  # Any: JSON
    if column in LISTS:
        return _listed(text)
    if column == "admitted":
        if text.casefold() not in YES | NO:
            faults[column] = _("Write yes or no.")
        return text.casefold() in YES
    if column in NUMBERS:
        number = number_of(text)
        if number is None:
            faults[column] = _("This must be a number.")
            return text
        return int(number) if number == int(number) else float(number)
    return _read_json(text) if text[0] in "[{" else text


def _read_json(text: str) -> Any:  # Any: JSON
    try:
        return json.loads(text)
    except ValueError:
        return text


def _known(
    value: str, known: Mapping[str, str], column: str, sentence: str, faults: Faults
) -> None:
    if value and value not in known:
        faults.setdefault(column, sentence % value)


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(filter(None, (part.strip() for part in text.split("|")))))


def column_of(key: str) -> str:
    """The column in which a part of an outcome stands."""
    return "to_nature" if key == "nature" else key


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "|".join(value)
    if isinstance(value, (int, float, str)):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
