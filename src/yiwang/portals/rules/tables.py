"""A register as a table for Excel: out with names it reads, back with every bad row named."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from yiwang.foundation.sheets.faults import CellFault, UnreadableTable
from yiwang.foundation.sheets.reading import read_table
from yiwang.portals.rules.entry_rows import Known, entry_of
from yiwang.structure.registers.rows import EntryRow

LARGEST = 2_000_000  # bytes
MOST_FAULTS = 50


def read(content: bytes, known: Known) -> tuple[list[EntryRow], list[str]]:
    """The entries of a table, and a sentence for every row that cannot be used."""
    if len(content) > LARGEST:
        return [], [_("The file is too large: two megabytes at most.")]
    try:
        table = read_table(content)
    except UnreadableTable as unreadable:
        return [], [str(unreadable)]
    if missing := [name for name in ("key", "title") if name not in table.heading]:
        said = _("The first row must name the columns; missing: %(names)s.")
        return [], [said % {"names": ", ".join(missing)}]
    width = len(table.heading)
    rows = [
        (number, dict(zip(table.heading, [*cells, *[""] * width], strict=False)))
        for number, cells in table.rows
    ]
    return _rows(rows, known, _by_row(table.faults))


def _by_row(faults: Iterable[CellFault]) -> dict[int, dict[str, str]]:
    """Row -> column by its title, or none -> what is at fault there."""
    found: dict[int, dict[str, str]] = {}
    for fault in faults:
        found.setdefault(fault.row, {})[fault.column] = fault.sentence
    return found


def _rows(
    rows: Iterable[tuple[int, dict[str, str]]], known: Known, odd: dict[int, dict[str, str]]
) -> tuple[list[EntryRow], list[str]]:
    entries: list[EntryRow] = []
    faults: list[str] = []
    numbers: dict[str, int] = {}
    for number, cells in rows:
        entry, wrong = entry_of({name: text for name, text in cells.items() if name}, known)
        wrong |= odd.pop(number, {})
        first = numbers.setdefault(entry.key, number)
        if entry.key and first != number:
            wrong["key"] = _("The same key stands in row %(row)s already.") % {"row": first}
        faults += _said(number, wrong)
        entries.append(entry)
    faults += [said for number, wrong in odd.items() for said in _said(number, wrong)]
    return entries, faults[:MOST_FAULTS]


def _said(number: int, wrong: dict[str, str]) -> list[str]:
    at_column, of_row = _("Row %(row)s, %(column)s: %(fault)s"), _("Row %(row)s: %(fault)s")
    return [
        (at_column if column else of_row) % {"row": number, "column": column, "fault": fault}
        for column, fault in wrong.items()
    ]
