"""Rows as a file that spreadsheets open: CSV in UTF-8 with a byte order mark, no cell a formula."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """The rows, the first of which names the columns."""
    text = io.StringIO(newline="")
    sheet = csv.writer(text)
    for row in rows:
        sheet.writerow(harmless(cell) for cell in row)
    return text.getvalue().encode("utf-8-sig")


def moment(at: datetime | None) -> str:
    """2026-09-07 09:00, local; empty for none."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def harmless(cell: str) -> str:
    """A spreadsheet would run a cell that starts like a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell
