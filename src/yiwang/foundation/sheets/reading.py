"""A file as rows of text under a heading, each with the number people see.

What a workbook shows and does not hold (merged cells, formulas, rounded numbers) is a fault of its
row, never guessed. Rows are read one after the other: a table of 35 000 rows fits in little memory.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from yiwang.foundation.sheets.faults import CellFault, UnreadableTable

LARGEST = 20_000_000  # bytes of a file
LARGEST_UNPACKED = 400_000_000  # bytes of a workbook once it is unpacked
MOST_ROWS = 200_000
MOST_COLUMNS = 60
EXACT_DIGITS = 15  # a spreadsheet holds no more of a number
_LONGEST_CELL = 10_000_000  # characters of text; a border written out is long
_ZIPPED = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_BOM = b"\xef\xbb\xbf"
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z0-9:$]+)"[^>]*>')
MOST_MERGED = 1000  # rows of one merged cell that are named
_RISKY = ("=", "+", "-", "@", "\t")


csv.field_size_limit(_LONGEST_CELL)


@dataclass(slots=True)
class Table:
    """What a file holds. `faults` are those of its cells, before anything is asked of them."""

    title: str
    heading: Sequence[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    note: str = ""  # for people: which encoding was taken


def read_table(content: bytes, titles: Sequence[str] = ("",), *, largest: int = LARGEST) -> Table:
    """The rows of a workbook's sheet with one of these titles, else its first; or of CSV.

    Raises UnreadableTable when it is neither, or too large.
    """
    if len(content) > largest:
        said = _("The file is larger than %(most)s MB: part the table.")
        raise UnreadableTable(said % {"most": largest // 1_000_000})
    if content.startswith(_OLD_EXCEL):
        raise UnreadableTable(_("This is a workbook of an old kind (XLS): save it as XLSX."))
    try:
        if content.startswith(_ZIPPED):
            return _read_workbook(content, titles)
        return _read_text(content, titles[0])
    except csv.Error:
        pass
    except (zipfile.BadZipFile, InvalidFileException, *_BROKEN):
        pass
    said = _("This file cannot be read. Save it in Excel as a workbook (XLSX) or CSV.")
    raise UnreadableTable(said)


_BROKEN = (KeyError, ValueError, EOFError, OSError, IndexError, TypeError, AttributeError)


def harmless(value: str) -> str:
    """Text as it is written to CSV, so that no spreadsheet calculates it."""
    return f"'{value}" if value.startswith(_RISKY) else value


def _unquoted(value: str) -> str:
    return value[1:] if value[:1] == "'" and value[1:].startswith(_RISKY) else value


def _read_text(content: bytes, title: str) -> Table:
    text, note = _decoded(content)
    lines = csv.reader(io.StringIO(text, newline=""))
    table = Table(title, [_plain(cell) for cell in next(lines, [])], note=note)
    for cells in lines:
        number = lines.line_num
        if not any(map(str.strip, cells)):
            continue
        if len(cells) > len(table.heading) and any(cells[len(table.heading) :]):
            said = _("It has more cells than the heading has columns: put text with commas in “”.")
            table.faults.append(CellFault(number, "", said))
        _add(table, number, [_unquoted(cell.strip()) for cell in cells])
    return table


def _decoded(content: bytes) -> tuple[str, str]:
    data = content.removeprefix(_BOM)
    try:
        return data.decode().replace("\x00", ""), ""
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030").replace("\x00", ""), _("The text was read as GB18030.")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        said = _("From row %(row)s on it is neither UTF-8 nor GB18030 text: save it as UTF-8.")
        raise UnreadableTable(said % {"row": row}) from None


def _read_workbook(content: bytes, titles: Sequence[str]) -> Table:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
            raise UnreadableTable(_("The workbook is too large once unpacked: part the table."))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # styles of other programs that openpyxl does not know
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        wanted = {title.strip().lower() for title in titles}
        named = [each for each in book.worksheets if each.title.strip().lower() in wanted]
        page: Any = (named or book.worksheets)[0]  # Any: openpyxl's types leave out what it reads
        table = Table(page.title, [])
        table.faults += _merged(packed, page._worksheet_path)
    page.reset_dimensions()  # other programs write wrong ones
    for number, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        texts = [_text(cell, number, table) for cell in cells]
        if len(texts) > MOST_COLUMNS and texts[-1]:
            said = _("There are more than %(most)s columns: leave out those that are not needed.")
            raise UnreadableTable(said % {"most": MOST_COLUMNS})
        if number == 1:
            table.heading = texts
        elif any(texts):
            _add(table, number, texts)
    return table


def _add(table: Table, number: int, cells: list[str]) -> None:
    if len(table.rows) >= MOST_ROWS:
        said = _("There are more than %(most)s rows: part the table.")
        raise UnreadableTable(said % {"most": MOST_ROWS})
    table.rows.append((number, cells))


def _merged(packed: zipfile.ZipFile, path: str) -> Iterator[CellFault]:
    """The merged cells, which the reader of rows does not tell."""
    said = _("The cells %(cells)s are merged: unmerge them, and fill in each.")
    left = b""
    with packed.open(path) as file:
        while some := file.read(1_000_000):
            some = left + some
            for found in _MERGED.finditer(some):
                cells = found[1].decode("ascii", "replace")
                _left, top, _right, bottom = range_boundaries(cells)
                rows = range(top or 1, min(bottom or 1, (top or 1) + MOST_MERGED) + 1)
                yield from (CellFault(row, "", said % {"cells": cells}) for row in rows)
            left = some[some.rfind(b"<") :]


def _text(cell: Any, number: int, table: Table) -> str:  # Any: cells of several classes
    """What a cell holds, as text; what it only shows is a fault."""
    value = cell.value
    if value is None:
        return ""
    said = ""
    if cell.data_type == "f":
        said = _("The cell %(cell)s holds a formula: put in its value instead (paste as values).")
    elif cell.data_type == "e":
        said = _("The cell %(cell)s holds an error: put in a value.")
    elif isinstance(value, int | float) and abs(value) >= 10**EXACT_DIGITS:
        said = _("The spreadsheet rounded the cell %(cell)s: format it as text, enter it anew.")
    if said:
        place = f"{get_column_letter(cell.column)}{number}"
        title = table.heading[cell.column - 1] if cell.column <= len(table.heading) else ""
        table.faults.append(CellFault(number, _titled(title, cell.column), said % {"cell": place}))
        return ""
    return _plain(value)


def _titled(title: str, column: int) -> str:
    return title or get_column_letter(column)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if not value.time().hour else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip().replace("\x00", "")
