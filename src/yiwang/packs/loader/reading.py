"""One reading of a pack's folder: files in, checked values with their lines out, faults collected.

Text is UTF-8, with or without a byte-order mark. GB18030, which Excel writes in Chinese, is
recognized only to say how to save the file instead.
"""

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from yiwang.foundation import toml_lines
from yiwang.packs.loader.faults import Fault, Spot
from yiwang.packs.loader.sentences import sentence_for

T = TypeVar("T", bound=BaseModel)
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Document(Generic[T]):
    """A TOML file: its checked value, and the line of everything in it."""

    value: T
    path: str
    lines: Mapping[toml_lines.Path, int]

    def spot(self, *where: str | int) -> Spot:
        """Where the thing at this key path is written."""
        return Spot(self.path, toml_lines.line_of(self.lines, where))


@dataclass(frozen=True, slots=True)
class Line(Generic[T]):
    """A row of a CSV file, or an element of a TOML list, and where it is written."""

    value: T
    spot: Spot


class Reading:
    """Reads files below `folder`; `faults` grows, and nothing is raised before the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.faulty: set[str] = set()  # parts that have faults
        self.part = ""
        self.texts: dict[str, str] = {}  # path -> text, in the order read: what the digest is of

    def begin(self, part: str) -> None:
        """From here on faults are those of this part of the pack."""
        self.part = part

    def fault(self, spot: Spot, message: str, *rests_on: str) -> None:
        """Add a fault. One that rests on parts with faults of their own is not told: it would go
        away with them."""
        if self.faulty.isdisjoint(rests_on):
            self.faults.append(Fault(spot.path, spot.line, message))
            self.faulty.add(self.part)

    def text(self, path: str, mention: Spot) -> str | None:
        """The text of a file; None, and a fault where it was mentioned, when there is none."""
        try:
            data = (self.folder / path).read_bytes().removeprefix(BOM)
        except OSError:
            self.fault(mention, _("There is no file %(path)s: add it here.") % {"path": path})
            return None
        try:
            self.texts[path] = data.decode()
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.fault(Spot(path, line), _coding_sentence(data))
            return None
        return self.texts[path]

    def toml(self, path: str, model: type[T], mention: Spot) -> Document[T] | None:
        """The checked value of a TOML file; None, with its faults noted, when it has any."""
        text = self.text(path, mention)
        if text is None:
            return None
        try:
            raw = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            self.fault(Spot(path, toml_lines.line_of_error(error, text)), _toml_sentence(error))
            return None
        lines = toml_lines.lines_of(text)
        try:
            return Document(model.model_validate(raw), path, lines)
        except ValidationError as error:
            for problem in error.errors():
                line = toml_lines.line_of(lines, tuple(problem["loc"]))
                self.fault(Spot(path, line), sentence_for(problem))
            return None

    def csv(self, path: str, model: type[T], mention: Spot) -> list[Line[T]]:
        """The checked rows of a CSV file; rows with faults are noted and left out."""
        text = self.text(path, mention)
        if text is None:
            return []
        table = csv.DictReader(io.StringIO(text, newline=""), restkey="")
        if not self._columns_known(path, table.fieldnames or [], model):
            return []
        rows: list[Line[T]] = []
        for cells in table:
            spot = Spot(path, table.line_num)
            if "" in cells:
                self.fault(spot, _("This row has more cells than the heading has columns."))
            given = {name: cell.strip() for name, cell in cells.items() if name and cell}
            try:
                rows.append(Line(model.model_validate({k: v for k, v in given.items() if v}), spot))
            except ValidationError as error:
                for problem in error.errors():
                    self.fault(spot, sentence_for(problem))
        return rows

    def _columns_known(self, path: str, columns: object, model: type[BaseModel]) -> bool:
        if model.model_config.get("extra") == "allow":
            return True
        known = set(model.model_fields)
        strange = [name for name in columns if name not in known]  # type: ignore[attr-defined]  # a sequence of names
        for name in strange:
            self.fault(
                Spot(path, 1),
                _("There is no column %(name)s here; known are: %(known)s.")
                % {"name": name or '""', "known": ", ".join(sorted(known))},
            )
        return not strange


def _coding_sentence(data: bytes) -> str:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return _("This file is not UTF-8 text: save it as UTF-8.")
    return _(
        "This file is saved in GB18030: open it in the spreadsheet and save it as "
        "“CSV UTF-8”, or in the editor as UTF-8."
    )


def _toml_sentence(error: tomllib.TOMLDecodeError) -> str:
    return _("This is not valid TOML: %(problem)s.") % {"problem": str(error).rstrip(".")}
