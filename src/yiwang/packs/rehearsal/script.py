"""What a pack brings for its rehearsal: targets, letters, and where most cases come from.

`rehearsal.toml` in the pack's folder has a table for each rehearsal by name (`full`,
`demonstration`) with the fields of `Targets`, and `letters`, a CSV with a column `text`.
"""

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from yiwang.packs.rehearsal.plan import Targets


@dataclass(frozen=True, slots=True)
class Script:
    """The rehearsal of one pack under one name."""

    targets: Targets
    letters: tuple[str, ...]
    focus: str  # code of an area that half of the cases come from; empty: none


def read_script(folder: Path, name: str) -> Script | None:
    """The named rehearsal of the pack in `folder`; None when it has none of that name."""
    path = folder / "rehearsal.toml"
    if not path.exists():
        return None
    content = tomllib.loads(path.read_text("utf-8"))
    if name not in content:
        return None
    with (folder / content["letters"]).open(encoding="utf-8", newline="") as file:
        letters = tuple(row["text"] for row in csv.DictReader(file))
    return Script(_targets(content[name]), letters, content[name].get("focus", ""))


def _targets(table: dict[str, Any]) -> Targets:
    values = {key: value for key, value in table.items() if key != "focus"}
    return TypeAdapter(Targets).validate_python(values)
