"""A register as a table for Excel: out with names it reads, back with every bad row named."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from yiwang.portals.casework.spreadsheets import RISKY, Unreadable, lines_of, oddities_of
from yiwang.portals.rules.entry_rows import Known, entry_of
from yiwang.structure.registers.rows import EntryRow

LARGEST = 2_000_000  # bytes
MOST_FAULTS = 50
UNREAD = "\ufffd"  # stands where a byte was no character


def read(content: bytes, known: Known) -> tuple[list[EntryRow], list[str]]:
    """The entries of a table, and a sentence for every row that cannot be used."""
    if len(content) > LARGEST:
        return [], [_("The file is too large: two megabytes at most.")]
    try:
        odd = oddities_of(content)
        lines = lines_of(content)
        names = [name.strip() for name in next(lines, [])]
        if missing := [name for name in ("key", "title") if name not in names]:
            said = _("The first row must name the columns; missing: %(names)s.")
            return [], [said % {"names": ", ".join(missing)}]
        cells = (dict(zip(names, [*line, *[""] * len(names)], strict=False)) for line in lines)
        return _rows(cells, known, _by_name(odd, names))
    except Unreadable as unreadable:
        return [], [str(unreadable)]


def _by_name(odd: Mapping[tuple[int, int], str], names: Sequence[str]) -> dict[int, dict[str, str]]:
    """Row -> column by its name -> what is odd there."""
    found: dict[int, dict[str, str]] = {}
    for (row, column), fault in odd.items():
        name = names[column - 1] if column <= len(names) else str(column)
        found.setdefault(max(row, 2), {})[name] = fault
    return found


def _rows(
    reader: Iterable[dict[str, str]], known: Known, odd: Mapping[int, Mapping[str, str]]
) -> tuple[list[EntryRow], list[str]]:
    entries: list[EntryRow] = []
    faults: list[str] = []
    numbers: dict[str, int] = {}
    for number, cells in enumerate(reader, start=2):
        row = {name: _unquoted(text or "") for name, text in cells.items() if name}
        if not any(row.values()) and number not in odd:
            continue
        entry, wrong = entry_of(row, known)
        wrong |= odd.get(number, {})
        if column := next((name for name, text in row.items() if UNREAD in text), None):
            wrong[column] = _("Some characters cannot be read. Save the file as XLSX or UTF-8.")
        first = numbers.setdefault(entry.key, number)
        if entry.key and first != number:
            wrong["key"] = _("The same key stands in row %(row)s already.") % {"row": first}
        said = _("Row %(row)s, %(column)s: %(fault)s")
        for column, fault in wrong.items():
            faults.append(said % {"row": number, "column": column, "fault": fault})
        entries.append(entry)
    return entries, faults[:MOST_FAULTS]


def _unquoted(value: str) -> str:
    return value[1:] if value[:1] == "'" and value[1:].startswith(RISKY) else value
