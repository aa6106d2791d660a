"""Tables that people bring back from Excel, as lines of text, and those they take along.

A workbook (XLSX) is read by its first sheet. Excel saves Chinese as UTF-8 with a mark or as
GB 18030: CSV in both is read.
"""

import csv
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

Row = Mapping[str, str]

MOST_COLUMNS = 60
MOST_UNPACKED = 50_000_000  # bytes
RISKY = ("=", "+", "-", "@", "\t")  # what a spreadsheet would calculate
_NO_SHEET_NAME = "[]:*?/\\"
_ZIPPED = b"PK\x03\x04"  # how a workbook begins


class Unreadable(Exception):
    """Neither a workbook nor CSV."""


def lines_of(content: bytes) -> Iterator[list[str]]:
    """The cells of each line, the first line too. Raises Unreadable, also while it is read."""
    try:
        yield from _sheet(content) if content.startswith(_ZIPPED) else _lines(content)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, csv.Error):
        said = _("This file cannot be read. Save it in Excel as a workbook (XLSX) or CSV.")
        raise Unreadable(said) from None


def oddities_of(content: bytes) -> dict[tuple[int, int], str]:
    """Rows of a workbook that would be read otherwise than they look: merged cells, and formulas
    whose result Excel has not stored. (Row, column) from 1 on -> what to do. None in CSV.
    Raises Unreadable."""
    if not content.startswith(_ZIPPED):
        return {}
    try:
        with ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise Unreadable(_("The file is too large when it is unpacked."))
        looks, holds = (
            load_workbook(BytesIO(content), data_only=data_only).worksheets[0]
            for data_only in (False, True)
        )
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, IndexError):
        said = _("This file cannot be read. Save it in Excel as a workbook (XLSX) or CSV.")
        raise Unreadable(said) from None
    found: dict[tuple[int, int], str] = {}
    for merged in looks.merged_cells.ranges:
        said = _("The cells %(cells)s are merged. Unmerge them, and fill in every row.")
        found[merged.min_row, merged.min_col] = said % {"cells": merged.coord}
    for line, row in enumerate(looks.iter_rows(max_col=MOST_COLUMNS), start=1):
        for place, cell in enumerate(row, start=1):
            if cell.data_type == "f" and holds[cell.coordinate].value is None:
                said = _("%(cell)s is a formula without a result. Paste its value instead.")
                found[line, place] = said % {"cell": cell.coordinate}
    return found


def _lines(content: bytes) -> Iterator[list[str]]:
    yield from csv.reader(StringIO(_text(content), newline=""))


def _sheet(content: bytes) -> Iterator[list[str]]:
    """The cells of the first sheet as text: whole numbers without a point, formulas by result."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles of other programs that openpyxl does not know
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    for line in book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True):
        yield [_cell(value) for value in line]


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip().replace("\x00", "")


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", "replace")
    return text.replace("\x00", "")


def written(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """The rows as CSV, with the mark by which Excel knows UTF-8."""
    out = StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _harmless(value) for name, value in row.items()})
    return "\ufeff" + out.getvalue()


def workbook(rows: Iterable[Row], columns: Sequence[str], title: str) -> bytes:
    """The rows as a workbook of one sheet: every cell is text, so that nothing is calculated."""
    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("".join(each for each in title if each not in _NO_SHEET_NAME)[:31])
    sheet.append(list(columns))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows, start=2):
        for place, name in enumerate(columns, start=1):
            cell = sheet.cell(number, place)
            cell.number_format = "@"
            cell.value, cell.data_type = row.get(name, ""), "s"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(RISKY) else value
