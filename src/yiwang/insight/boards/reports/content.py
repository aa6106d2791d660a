"""What a report is made of, whatever it is written into."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns, and rows of as many cells; the first cell names its row. The others are
    numbers, unless it is a list in words."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    is_in_words: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered section: its title, sentences, and a table where there is one."""

    title: str
    sentences: Sequence[str]
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A report in the usual official form: title, number and issue, who made it when, sections."""

    title: str
    number: str
    issue: str
    made: str
    period: str
    sections: Sequence[Section]
    notes: Sequence[str]
