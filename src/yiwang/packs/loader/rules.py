"""Case types, registers and workflows, checked against everything they name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Document, Line, Reading
from yiwang.packs.loader.schema.rules import CaseTypeLine, EntryLine, EntryPart, RegisterFile
from yiwang.packs.loader.tree import AreaTree
from yiwang.packs.pack import RegisterContent

NATURES = "natures"  # the register that names the natures of cases
_OUTCOMES = ["functions", "steps", "signs", "publishes", "level", "value"]


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


def read_case_types(reading: Reading, path: str, mention: Spot) -> list[CaseTypeLine]:
    """The case types, tops before what lies below them."""
    lines = reading.csv(path, CaseTypeLine, mention)
    first: dict[str, Line[CaseTypeLine]] = {}
    for line in lines:
        key = line.value.key
        known = first.setdefault(key, line)
        if known is not line:
            words = {"key": key, "line": known.spot.line}
            reading.fault(
                line.spot, _("The type %(key)s is in line %(line)s already: rename one.") % words
            )
    for line in lines:
        top = line.value.key.partition(".")[0]
        if top not in first:
            reading.fault(
                line.spot, _("There is no type %(key)s to lie below: add it.") % {"key": top}
            )
    return sorted((line.value for line in lines), key=lambda line: "." in line.key)


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
    return [RegisterContent(document.value, each.entries) for document, each in found]


def _entries(reading: Reading, document: Document[RegisterFile]) -> _Entries:
    file = document.value
    if file.table is None:
        spots = [document.spot("entries", number) for number in range(len(file.entries))]
        return _Entries(list(file.entries), spots)
    path = str(PurePosixPath(document.path).parent / file.table)
    lines = reading.csv(path, EntryLine, document.spot("table"))
    return _Entries([_as_part(line.value) for line in lines], [line.spot for line in lines])


def _as_part(line: EntryLine) -> EntryPart:
    outcome = {name: getattr(line, name) for name in _OUTCOMES if getattr(line, name)}
    if line.to_nature:
        outcome["nature"] = line.to_nature
    if line.admitted is not None:
        outcome["admitted"] = line.admitted
    given = line.model_dump(exclude={*_OUTCOMES, "to_nature", "admitted"})
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


def _check_entry(reading: Reading, spot: Spot, entry: EntryPart, names: KnownNames) -> None:
    if entry.kind and entry.kind not in names.kinds:
        reading.fault(
            spot,
            _("There is no case type %(key)s: add it to the case types or correct it.")
            % {"key": entry.kind},
            "case_types",
        )
    if entry.area:
        names.tree.check_known(reading, spot, entry.area)
    for function in entry.outcome.get("functions", []):
        if function not in names.functions:
            reading.fault(
                spot,
                _("No organization has the function %(function)s: add one or correct it.")
                % {"function": function},
                "nets",
                "organizations",
            )


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
