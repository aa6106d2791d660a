"""A report as a workbook (XLSX): its sentences on the first sheet, each table on one of its own.

Numbers are numbers, so that an office can go on counting; what only looks like one stays text.
"""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from yiwang.insight.boards.reports import Report, Section

WIDE = 96  # of the first sheet, in characters
_NO_SHEET_NAME = "[]:*?/\\"
_LINE = Side(style="thin", color="8C857B")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def as_workbook(report: Report) -> bytes:
    """The file."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = "".join(each for each in report.title if each not in _NO_SHEET_NAME)[:31]
    first.column_dimensions["A"].width = WIDE
    _line(first, report.title, Font(name="黑体", size=20, color="B3261E"), "center")
    for text in (f"{report.issue}　{report.number}", f"{report.period}　{report.made}"):
        _line(first, text, Font(name="仿宋", size=12), "center")
    for section in report.sections:
        _line(first, section.title, Font(name="黑体", size=14), "left")
        for sentence in section.sentences:
            _line(first, sentence, Font(name="仿宋", size=14), "left")
        if section.table:
            _sheet(book, report, section)
    for note in report.notes:
        _line(first, note, Font(name="仿宋", size=11), "left")
    first.page_setup.orientation, first.page_setup.paperSize = "portrait", first.PAPERSIZE_A4
    first.page_setup.fitToHeight = 0
    first.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _line(sheet: Any, text: str, font: Font, across: str) -> None:  # Any: sheets have no one type
    row = sheet.max_row + (sheet.cell(sheet.max_row, 1).value is not None)
    cell = sheet.cell(row, 1)
    cell.value, cell.data_type, cell.font = text, "s", font
    cell.alignment = Alignment(horizontal=across, wrap_text=True, vertical="center")


def _sheet(book: Workbook, report: Report, section: Section) -> None:
    assert section.table is not None
    name = "".join(each for each in section.title if each not in _NO_SHEET_NAME)[:31]
    sheet = book.create_sheet(name)
    wide = len(section.table.columns)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=wide)
    sheet.cell(1, 1, f"{report.title}　{report.issue}").font = Font(name="黑体", size=14)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center")
    for row, cells in enumerate([section.table.columns, *section.table.rows], start=2):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(row, column)
            cell.border = _BOX
            cell.alignment = Alignment(horizontal="left" if column == 1 else "center")
            if row == 2:
                cell.font = Font(bold=True)
            _put(cell, text, is_name=column == 1 or row == 2)
    for column in range(1, wide + 1):
        longest = max(
            len(line[column - 1]) for line in (section.table.columns, *section.table.rows)
        )
        sheet.column_dimensions[get_column_letter(column)].width = min(60, 2 * longest + 4)
    sheet.freeze_panes = "B3"


def _put(cell: Any, text: str, *, is_name: bool) -> None:  # Any: see above
    number = text.removesuffix("%")
    if is_name or not number.replace(".", "", 1).replace("-", "", 1).isdecimal():
        cell.value, cell.data_type, cell.number_format = text, "s", "@"
    elif text.endswith("%"):
        cell.value, cell.number_format = float(number) / 100, "0.00%"
    else:
        cell.value = float(number) if "." in number else int(number)
