"""A list as a table for Excel: an empty one to fill in, with what may stand where, or what is there
now. Every cell is text, so that codes keep their zeros and nothing is calculated."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from yiwang.foundation.sheets.columns import As, Column
from yiwang.foundation.sheets.described import Row, SheetKind
from yiwang.foundation.sheets.reading import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFFERED = 20_000  # rows that a list to choose from has at most
FILLED = 5_000  # rows of an empty template that the lists to choose from reach to
_LISTS = "lists"
_NO_SHEET_NAME = "[]:*?/\\'"
_HEAD = PatternFill("solid", fgColor="EEF3FA")
_READING = PatternFill("solid", fgColor="F2F2F2")
_KINDS = {
    As.DAY: "2026-11-30",
    As.NUMBER: "3",
    As.DEGREES: "119.434",
}


def template(kind: SheetKind) -> bytes:
    """An empty table with lists to choose from, and a sheet that says how to fill it in."""
    return _book(kind, [], has_reading=False)


def workbook(kind: SheetKind, rows: Iterable[Row]) -> bytes:
    """The rows as a workbook that, brought back as it is, changes nothing."""
    return _book(kind, rows, has_reading=True)


def text(kind: SheetKind, rows: Iterable[Row]) -> Iterator[str]:
    """The same as CSV, line after line, with the mark by which Excel knows UTF-8."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([str(column.title) for column in kind.columns])
    yield "\ufeff" + _taken(out)
    for row in rows:
        writer.writerow([harmless(each.shown(row.get(each.key, ""))) for each in kind.columns])
        yield _taken(out)


def sheet_name(kind: SheetKind) -> str:
    """The title as a sheet may be called."""
    return "".join(each for each in str(kind.title) if each not in _NO_SHEET_NAME)[:31]


def _taken(out: StringIO) -> str:
    line = out.getvalue()
    out.seek(0)
    out.truncate()
    return line


def _book(kind: SheetKind, rows: Iterable[Row], *, has_reading: bool) -> bytes:
    book = Workbook(write_only=True)
    columns = [each for each in kind.columns if has_reading or not each.is_for_reading]
    sheet: Any = book.create_sheet(sheet_name(kind))  # Any: openpyxl's types leave out much
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(14, 2.2 * len(str(column.title)) + 4)
    lists = _lists(columns)
    _offer(sheet, columns, lists)
    sheet.append([_heading(sheet, column) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column, row) for column in columns])
    if not has_reading:
        for _number in range(50):
            sheet.append([_cell(sheet, column, {}) for column in columns])
    _explain(book, kind, columns)
    _write_lists(book, lists)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _heading(sheet: Any, column: Column) -> Any:
    mark = " *" if column.is_needed or column.is_key else " °" if column.is_always_filled else ""
    cell = WriteOnlyCell(sheet, f"{column.title}{mark}")
    cell.font = Font(bold=True, color="666666" if column.is_for_reading else "000000")
    cell.fill = _READING if column.is_for_reading else _HEAD
    return cell


def _cell(sheet: Any, column: Column, row: Row) -> Any:
    cell = WriteOnlyCell(sheet, column.shown(row.get(column.key, "")))
    cell.data_type = "s"
    cell.number_format = "@"
    return cell


def _lists(columns: Sequence[Column]) -> dict[str, list[str]]:
    """Column -> what can be chosen in it."""
    found: dict[str, list[str]] = {}
    for column in columns:
        if column.kind in (As.CHOICE, As.YES_NO):
            found[column.key] = [str(words) for words in column.labels.values()]
        elif column.refers is not None:
            found[column.key] = [code for code, _name in islice(column.refers.offered(), OFFERED)]
    return {name: values for name, values in found.items() if values}


def _offer(sheet: Any, columns: Sequence[Column], lists: dict[str, list[str]]) -> None:
    for place, column in enumerate(columns, start=1):
        if column.key not in lists:
            continue
        letter = get_column_letter(1 + list(lists).index(column.key))
        source = f"{_LISTS}!${letter}$2:${letter}${len(lists[column.key]) + 1}"
        rule = DataValidation("list", formula1=source, allow_blank=True)
        rule.showErrorMessage = not column.is_open and column.refers is None
        rule.errorTitle, rule.error = str(column.title)[:32], _("Choose one from the list.")
        rule.promptTitle, rule.prompt = str(column.title)[:32], str(column.hint)[:250]
        rule.showInputMessage = bool(rule.prompt)
        here = get_column_letter(place)
        rule.add(f"{here}2:{here}{FILLED}")
        sheet.data_validations.append(rule)


def _write_lists(book: Workbook, lists: dict[str, list[str]]) -> None:
    if not lists:
        return
    sheet: Any = book.create_sheet(_LISTS)
    sheet.sheet_state = "hidden"
    sheet.append(list(lists))
    longest = max(len(values) for values in lists.values())
    for number in range(longest):
        line = []
        for values in lists.values():
            cell = WriteOnlyCell(sheet, values[number] if number < len(values) else "")
            cell.data_type = "s"
            line.append(cell)
        sheet.append(line)


def _explain(book: Workbook, kind: SheetKind, columns: Sequence[Column]) -> None:
    """The sheet that says how to fill in the table."""
    sheet: Any = book.create_sheet(_("How to fill it in"))
    for letter, width in zip("ABCDE", (24, 10, 46, 46, 28), strict=True):
        sheet.column_dimensions[letter].width = width
    for line in (str(kind.title), str(kind.about), *_rules()):
        sheet.append([_wrapped(sheet, line, is_bold=line == str(kind.title))])
    sheet.append([])
    heads = (_("Column"), _("Needed"), _("What it says"), _("What may stand there"), _("Example"))
    sheet.append([_wrapped(sheet, head, is_bold=True) for head in heads])
    for column in columns:
        needed = _("yes") if column.is_needed or column.is_key else ""
        said = (column.title, needed, column.hint, _allowed(column), _example(column))
        sheet.append([_wrapped(sheet, str(each)) for each in said])


def _rules() -> list[str]:
    kept = _(
        "Columns marked with ° are always filled: empty means as it is, or as usual for a new one."
    )
    return [
        _("One row for each. Leave the headings as they are; their order does not matter."),
        _("Columns that you leave out stay as they are; an empty cell says that there is nothing."),
        kept,
        _("No merged cells, no formulas; write days like 2026-11-30."),
        _("Nothing is changed before you have seen what would change and applied it."),
    ]


def _allowed(column: Column) -> str:
    if column.is_for_reading:
        return _("only for reading; it is not read back")
    if column.refers is not None:
        return _("a code that is there already; see the list to choose from")
    if column.labels:
        return _(", ").join(str(words) for words in column.labels.values())
    said = {
        As.DAY: _("a day, like 2026-11-30"),
        As.NUMBER: _("a whole number"),
        As.DEGREES: _("degrees with decimals, like 119.434"),
        As.MANY: _("several, with a semicolon between"),
    }
    return said.get(column.kind, _("text, %(most)s characters at most") % {"most": column.longest})


def _example(column: Column) -> str:
    first = next(iter(column.labels.values()), "") if column.labels else ""
    return str(column.example or first or _KINDS.get(column.kind, ""))


def _wrapped(sheet: Any, said: str, *, is_bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, said)
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_bold:
        cell.font = Font(bold=True)
    return cell
