"""Exercises as they are written in TOML: of a pack, or those for everybody.

```toml
[[roles]]
key = "dispatcher"
name = "派遣员"
name_en = "Dispatcher"

[[exercises]]
key = "two_offices"
role = "dispatcher"
title = "派给两个单位"
title_en = "Dispatch to two offices"
help = "acting"                 # the article that explains it

[[exercises.steps]]             # in order; done once the record shows it
says = "选牵头和协办，发出去。"
says_en = "Choose a lead and another office, and send it."
records = ["cases.case.dispatched"]
lists = { organizations = 2 }   # the list in the record has at least so many
texts = ["entry"]               # these fields of the record are not empty
least = { photos = 1 }          # this number in the record is at least so much
equals = { channel = ["web"] }  # this field is one of these
```
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$", max_length=40)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Says = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
RecordName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+\.[a-z_]+\.[a-z_]+$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RolePart(_Part):
    """Whose exercises these are. `account` is who to sign in as: packs say so."""

    key: Key
    name: Name
    name_en: Name
    account: str = ""


class StepPart(_Part):
    """One thing to do, and the records that show it."""

    says: Says
    says_en: Says
    records: list[RecordName] = Field(min_length=1)
    lists: dict[Key, Annotated[int, Field(ge=1, le=20)]] = {}
    texts: list[Key] = []
    least: dict[Key, int] = {}
    equals: dict[Key, list[str]] = {}


class ExercisePart(_Part):
    """A short task of one role."""

    key: Key
    role: Key
    title: Name
    title_en: Name
    help: Slug = "practice"
    steps: list[StepPart] = Field(min_length=1, max_length=9)


class ExercisesFile(_Part):
    """All exercises, by role."""

    roles: list[RolePart] = []
    exercises: list[ExercisePart] = []
