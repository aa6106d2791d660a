"""Tables: CSV in UTF-8 or GB18030, and Excel workbooks. What a workbook shows and does not hold
(merged cells, formulas, rounded numbers) is refused by row, never guessed."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from zipfile import BadZipFile

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from yiwang.structure.territory.importing.faults import RowFault, faulty
from yiwang.structure.territory.importing.sheet import Sheet, SheetRow

BOM = b"\xef\xbb\xbf"
EXACT_DIGITS = 15  # a spreadsheet holds no more of a number


def read_csv(content: bytes) -> Sheet:
    """Comma-separated text. GB18030 is what Excel writes in Chinese; it is recognized."""
    text, notes = _decoded(content)
    lines = csv.reader(io.StringIO(text, newline=""))
    heading = next(lines, [])
    rows, faults = [], []
    for cells in lines:
        if not any(map(str.strip, cells)):
            continue
        rows.append(SheetRow(lines.line_num, cells))
        if len(cells) > len(heading):
            sentence = _("This row has more cells than the heading has columns.")
            faults.append(RowFault(lines.line_num, sentence))
    return Sheet(heading, rows, faults, notes=notes)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    data = content.removeprefix(BOM)
    try:
        return data.decode(), []
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030"), [_("Text read as GB18030.")]
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        words = {"row": row}
        sentence = _(
            "This is neither UTF-8 nor GB18030 text from row %(row)s on: save it as UTF-8."
        )
        raise faulty(sentence % words) from None


def read_workbook(content: bytes) -> Sheet:
    """The first sheet of an .xlsx workbook."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content))
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError):
        raise faulty(_("This is no .xlsx workbook: save it as one.")) from None
    page = book.worksheets[0]
    faults = list(_merged(page))
    rows: list[SheetRow] = []
    heading: list[str] = []
    for number, cells in enumerate(page.iter_rows(), start=1):
        texts = [_text(cell, number, faults) for cell in cells]
        if number == 1:
            heading = texts
        elif any(texts):
            rows.append(SheetRow(number, texts))
    return Sheet(heading, rows, faults)


def _merged(page: Worksheet) -> Iterator[RowFault]:
    for area in page.merged_cells.ranges:
        words = {"cells": area.coord}
        for row in range(area.min_row, area.max_row + 1):
            yield RowFault(
                row, _("The cells %(cells)s are merged: part them, and fill in each.") % words
            )


def _text(cell: Cell | MergedCell, row: int, faults: list[RowFault]) -> str:
    """What a cell holds, as text; what it only shows is a fault."""
    value = cell.value
    words = {"cell": cell.coordinate}
    if cell.data_type == "f":
        faults.append(
            RowFault(row, _("%(cell)s holds a formula: put in its value instead.") % words)
        )
        return ""
    if cell.data_type == "e":
        faults.append(RowFault(row, _("%(cell)s holds an error: put in a value.") % words))
        return ""
    if isinstance(value, int | float) and abs(value) >= 10**EXACT_DIGITS:
        sentence = _(
            "%(cell)s was rounded by the spreadsheet: make the column text, enter it anew."
        )
        faults.append(RowFault(row, sentence % words))
        return ""
    return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
