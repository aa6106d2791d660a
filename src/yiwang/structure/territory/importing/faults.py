"""What is wrong with a delivered file: a row, and a sentence that says what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Refusal


@dataclass(frozen=True, slots=True, order=True)
class RowFault:
    """One thing to correct. Row 0 is the file, or the net, as a whole."""

    row: int
    sentence: str

    def __str__(self) -> str:
        if not self.row:
            return self.sentence
        return _("Row %(row)s: %(fault)s") % {"row": self.row, "fault": self.sentence}


class FaultyFile(Refusal):
    """A file that cannot be used; every row at fault is listed, and nothing was changed."""

    code = "faulty_file"

    def __init__(self, faults: Sequence[RowFault]) -> None:
        self.faults = sorted(set(faults))
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(_("The file has faults; nothing was changed.") + "\n" + lines)


def faulty(sentence: str) -> FaultyFile:
    """A fault of the file as a whole."""
    return FaultyFile([RowFault(0, sentence)])
