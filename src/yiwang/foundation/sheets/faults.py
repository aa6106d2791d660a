"""What is wrong with a table: a row, a column, and a sentence that says what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Refusal

SHOWN = 500  # on a page; all of them stand in the list to take along


@dataclass(frozen=True, slots=True, order=True)
class CellFault:
    """One thing to correct. Row 0 is the table as a whole; without a column it is the row."""

    row: int
    column: str  # its title, with its letter where there is one
    sentence: str

    def said(self, sheet: str) -> str:
        """The whole sentence: which sheet, row and column, what is wrong and what to do."""
        if not sheet:
            return self._said_of_no_sheet()
        words = {"sheet": sheet, "row": self.row, "column": self.column, "fault": self.sentence}
        if not self.row:
            return _("Sheet “%(sheet)s”: %(fault)s") % words
        if not self.column:
            return _("Sheet “%(sheet)s”, row %(row)s: %(fault)s") % words
        return _("Sheet “%(sheet)s”, row %(row)s, column “%(column)s”: %(fault)s") % words

    def _said_of_no_sheet(self) -> str:
        """What has rows, and no sheets: text, or what a program sent."""
        words = {"row": self.row, "column": self.column, "fault": self.sentence}
        if not self.row:
            return self.sentence
        if not self.column:
            return _("Row %(row)s: %(fault)s") % words
        return _("Row %(row)s, “%(column)s”: %(fault)s") % words


class FaultyTable(Refusal):
    """A table that cannot be used; every row at fault is listed, and nothing was changed."""

    code = "faulty_table"

    def __init__(self, sheet: str, faults: Sequence[CellFault]) -> None:
        self.sheet = sheet
        self.faults = sorted(set(faults))
        lines = "\n".join(fault.said(sheet) for fault in self.faults)
        super().__init__(_("The table has faults; nothing was changed.") + "\n" + lines)


class UnreadableTable(Exception):
    """Neither a workbook nor text; the sentence says what to save it as."""
