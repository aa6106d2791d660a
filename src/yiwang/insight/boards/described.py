"""A board as it is written in TOML: `[[boards]]` of a pack, or of the one for everybody.

```toml
[[boards]]
key = "safety"
name = "平安法治"
name_en = "Safety and law"
kinds = ["safety"]              # case types, with those below them; none: all
colours = ["on_time_rate"]      # what the map may be coloured by, the first one first
panels = ["hours", "late"]      # what stands beside the map; none: everything

[[boards.groups]]               # the figures on top; a group may have a name
figures = ["resolution_rate", "on_time_rate"]
```
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
About = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
PANELS = (
    "types",
    "hours",
    "late",
    "whistles",
    "orders",
    "duty",
    "ages",
    "weekday",
    "days",
)
MOST_FIGURES = 12
STANDARD = Path(__file__).with_name("standard.toml")


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GroupPart(_Part):
    """Figures that stand together."""

    name: Annotated[str, StringConstraints(max_length=60)] = ""
    name_en: Annotated[str, StringConstraints(max_length=60)] = ""
    figures: list[str]


class BoardPart(_Part):
    """One board."""

    key: Key
    name: Name
    name_en: Name
    about: About = ""
    about_en: About = ""
    groups: list[GroupPart]
    colours: list[str]
    panels: list[str] = list(PANELS)
    kinds: list[str] = []

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if strange := [each for each in self.panels if each not in PANELS]:
            raise ValueError(f"{', '.join(strange)}: {', '.join(PANELS)}")
        if not 0 < len(self.figures) <= MOST_FIGURES or not self.colours:
            raise ValueError(f"1–{MOST_FIGURES} figures, 1+ colours")
        return self

    @property
    def figures(self) -> list[str]:
        """The keys of all its figures, in order."""
        return [key for group in self.groups for key in group.figures]


class BoardsFile(_Part):
    """A file of boards, in the order in which they are offered."""

    boards: list[BoardPart]


@cache
def standard_boards() -> list[BoardPart]:
    """The boards of an installation whose pack brings none."""
    return BoardsFile.model_validate(tomllib.loads(STANDARD.read_text(encoding="utf-8"))).boards
