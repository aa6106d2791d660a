"""Case types, registers and workflows, checked against everything they name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from yiwang.foundation.clocks.limits import ClockKind
from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Document, Line, Reading
from yiwang.packs.loader.schema.rules import (
    CaseTypeLine,
    DictionaryLine,
    EntryLine,
    EntryPart,
    RegisterFile,
)
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.pack import OrganizationContent, RegisterContent
from yiwang.structure.registers import ballots, calendars, capacities, dictionaries
from yiwang.work.workflows.evidence import EVIDENCE, is_evidence

_FAULTS = {each.EFFECT: each.fault_of for each in (ballots, calendars, capacities, dictionaries)}
NATURES = "natures"  # the register that names the natures of cases
SECTORS = "sectors"  # the register that names the sectors of organizations
_OUTCOMES = ["functions", "steps", "signs", "publishes", "level", "value", "duty", "unit", "by"]
_OUTCOMES += ["of_kind", "counts", "direction", "workflow", "asks", "service", "place", "sector"]
_OUTCOMES += ["heading", "owner", "heading_en", "source", "every", "day"]
_OUTCOMES += ["opens_with", "posts", "carried_by"]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What rules may name."""

    tree: AreaTree
    organizations: Collection[str] = ()
    functions: Collection[str] = ()
    kinds: Collection[str] = ()


@dataclass
class _Entries:
    """The entries of one register with their spots."""

    entries: list[EntryPart] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)


def read_case_types(reading: Reading, paths: Sequence[str], mention: Spot) -> list[CaseTypeLine]:
    """The case types of all files, tops before what lies below them. What a later file says of a
    type goes before an earlier one: a locality has its own word on the types that many share."""
    found: dict[str, Line[CaseTypeLine]] = {}
    for line in (line for path in paths for line in reading.csv(path, CaseTypeLine, mention)):
        key, known = line.value.key, found.get(line.value.key)
        if known is not None and known.spot.path == line.spot.path:
            words = {"key": key, "line": known.spot.line}
            reading.fault(
                line.spot, _("The type %(key)s is in line %(line)s already: rename one.") % words
            )
        found[key] = line
    lines = list(found.values())
    for line in lines:
        top = line.value.key.partition(".")[0]
        if top not in found:
            reading.fault(
                line.spot, _("There is no type %(key)s to lie below: add it.") % {"key": top}
            )
        _check_type(reading, line, found)
    return sorted((line.value for line in lines), key=lambda line: "." in line.key)


def _check_type(
    reading: Reading, line: Line[CaseTypeLine], known: Mapping[str, Line[CaseTypeLine]]
) -> None:
    for written in line.value.evidence:
        if not is_evidence(written):
            words = {"written": written, "known": ", ".join(EVIDENCE)}
            sentence = _("%(written)s is no kind of evidence; known are: %(known)s.")
            reading.fault(line.spot, sentence % words)
    for key in line.value.like_types:
        if key not in known:
            sentence = _("There is no type %(key)s to count as alike: add it or correct it.")
            reading.fault(line.spot, sentence % {"key": key})


def read_registers(
    reading: Reading, paths: Sequence[str], mention: Spot, names: KnownNames
) -> list[RegisterContent]:
    """Every register with its entries in the order in which they are tried."""
    found = []
    for path in paths:
        document = reading.toml(path, RegisterFile, mention)
        if document:
            entries = _entries(reading, document)
            _check_register(reading, document, entries, names)
            found.append((document, entries))
    _check_natures(reading, found)
    return [RegisterContent(document.value, each.entries, each.spots) for document, each in found]


def check_sectors(
    reading: Reading,
    bodies: Sequence[OrganizationContent],
    registers: Sequence[RegisterContent],
) -> None:
    """Every sector that an organization names is an entry of the register `sectors`."""
    known = {entry.key for each in registers if each.file.key == SECTORS for entry in each.entries}
    if not known:
        _check_no_sectors(reading, bodies)
        return
    for each in bodies:
        if each.part.sector and each.part.sector not in known:
            words = {"sector": each.part.sector, "known": ", ".join(sorted(known))}
            said = _("There is no sector %(sector)s in the register “sectors”; known: %(known)s.")
            reading.fault(each.spot, said % words)


def _check_no_sectors(reading: Reading, bodies: Sequence[OrganizationContent]) -> None:
    """One fault, where the first sector is named, for a pack that lists none."""
    first = next((each for each in bodies if each.part.sector), None)
    if first:
        said = _(
            "Organizations name sectors (here %(sector)s), and no register says which there are: "
            "add a register with the key “sectors” and an entry for each."
        )
        reading.fault(first.spot, said % {"sector": first.part.sector}, "registers")


def _entries(reading: Reading, document: Document[RegisterFile]) -> _Entries:
    file = document.value
    if file.table is None:
        spots = [document.spot("entries", number) for number in range(len(file.entries))]
        return _Entries(list(file.entries), spots)
    path = str(PurePosixPath(document.path).parent / file.table)
    model = DictionaryLine if file.effect == dictionaries.EFFECT else EntryLine
    lines = reading.csv(path, model, document.spot("table"))
    return _Entries([_as_part(line.value) for line in lines], [line.spot for line in lines])


def _as_part(line: EntryLine) -> EntryPart:
    outcome = {name: getattr(line, name) for name in _OUTCOMES if getattr(line, name)}
    outcome |= line.model_extra or {}
    if line.to_nature:
        outcome["nature"] = line.to_nature
    if line.admitted is not None:
        outcome["admitted"] = line.admitted
    apart = {*_OUTCOMES, "to_nature", "admitted", *(line.model_extra or {})}
    given = line.model_dump(exclude=apart)
    return EntryPart(**given, outcome=outcome)


def _check_register(
    reading: Reading, document: Document[RegisterFile], found: _Entries, names: KnownNames
) -> None:
    owner = document.value.owner
    if owner and owner not in names.organizations:
        reading.fault(
            document.spot("owner"),
            _("There is no organization %(code)s to own this register.") % {"code": owner},
            "nets",
            "organizations",
        )
    seen: set[str] = set()
    for entry, spot in zip(found.entries, found.spots, strict=True):
        if entry.key in seen:
            reading.fault(
                spot, _("There are two entries %(key)s: rename one.") % {"key": entry.key}
            )
        seen.add(entry.key)
        _check_entry(reading, spot, entry, names)
        check = _FAULTS.get(document.value.effect)
        if check and (fault := check(entry.outcome)):
            reading.fault(spot, f"{entry.key}.{fault[0]}: {fault[1]}")
        elif document.value.effect == capacities.EFFECT:
            _check_bodies(reading, spot, capacities.codes_in(entry.outcome), names)
    if document.value.effect == dictionaries.EFFECT:
        _check_meant_once(reading, found)


def _check_meant_once(reading: Reading, found: _Entries) -> None:
    spots = {entry.key: spot for entry, spot in zip(found.entries, found.spots, strict=True)}
    for clash in dictionaries.meant_twice((each.key, each.outcome) for each in found.entries):
        reading.fault(spots[clash.entries[-1]], clash.sentence)


def _check_bodies(reading: Reading, spot: Spot, codes: Sequence[str], names: KnownNames) -> None:
    for code in codes:
        if code not in names.organizations:
            said = _("There is no organization %(code)s: add it or correct the code.")
            reading.fault(spot, said % {"code": code}, "nets", "organizations")


def _check_entry(reading: Reading, spot: Spot, entry: EntryPart, names: KnownNames) -> None:
    if entry.kind and entry.kind not in names.kinds:
        reading.fault(
            spot,
            _("There is no case type %(key)s: add it to the case types or correct it.")
            % {"key": entry.kind},
            "case_types",
        )
    if entry.area:
        names.tree.check_primary(reading, spot, entry.area)
    _check_tasks(reading, spot, entry)
    parts = entry.outcome.get("tasks", [])
    named = [part["function"] for part in parts if isinstance(part, dict) and "function" in part]
    for function in [*entry.outcome.get("functions", []), *named]:
        if function not in names.functions:
            reading.fault(
                spot,
                _("No organization has the function %(function)s: add one or correct it.")
                % {"function": function},
                "nets",
                "organizations",
            )


def _check_tasks(reading: Reading, spot: Spot, entry: EntryPart) -> None:
    """The tasks of a one-thing template: each of a function, with a limit that is whole."""
    for part in entry.outcome.get("tasks", []):
        is_whole = isinstance(part, dict) and "function" in part
        has_limit = is_whole and ("value" in part or "clock" in part)
        if not is_whole or (has_limit and not _is_limit(part)):
            reading.fault(
                spot,
                _(
                    "Each task of “%(key)s” needs a function; a limit needs value (above 0) and "
                    "clock (%(clocks)s)."
                )
                % {"key": entry.key, "clocks": ", ".join(ClockKind)},
            )


def _is_limit(part: Mapping[str, object]) -> bool:
    value = part.get("value")
    return isinstance(value, int | float) and value > 0 and part.get("clock") in set(ClockKind)


def _check_natures(
    reading: Reading, found: Sequence[tuple[Document[RegisterFile], _Entries]]
) -> None:
    known = {
        entry.key
        for document, each in found
        for entry in each.entries
        if document.value.key == NATURES
    }
    for _document, each in found:
        for entry, spot in zip(each.entries, each.spots, strict=True):
            for nature in {entry.nature, str(entry.outcome.get("nature", ""))} - {"", *known}:
                words = {"nature": nature, "known": ", ".join(sorted(known))}
                reading.fault(
                    spot, _("There is no nature %(nature)s; known are: %(known)s.") % words
                )
