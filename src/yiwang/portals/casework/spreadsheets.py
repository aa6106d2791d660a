"""Tables that people take along: CSV, or a workbook of one sheet."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Font

from yiwang.foundation.sheets.reading import harmless

Row = Mapping[str, str]

_NO_SHEET_NAME = "[]:*?/\\"


def written(rows: Iterable[Row], columns: Sequence[str]) -> str:
    """The rows as CSV, with the mark by which Excel knows UTF-8."""
    out = StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: harmless(value) for name, value in row.items()})
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
