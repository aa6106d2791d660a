"""What a connector is, as a pack or a form says it: from which system, into which of our lists,
which of their columns is which of ours, and what happens to what they have no more."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

SystemKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
NOTHING = "-"  # says that a column of ours is always empty
RESERVED = {
    *("key", "title", "title_en", "kind", "nature", "area", "words", "basis", "code"),
    *("holds_from", "holds_until", "entered_by", "position", "is_over"),
}  # what a dictionary has columns of its own for


class ColumnPart(BaseModel):
    """One of our columns. It holds what theirs (`of`) says, looked up in a dictionary where one is
    named, with `before` in front of it; where theirs is empty, or none is named, it `says` the same
    for every row: a dash is nothing at all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: str = Field(max_length=60)
    of: str = Field(default="", max_length=120)
    dictionary: str = Field(default="", max_length=60)
    before: str = Field(default="", max_length=40)
    says: str = Field(default="", max_length=120)

    @property
    def usual(self) -> str:
        return "" if self.says == NOTHING else self.says

    @model_validator(mode="after")
    def _filled(self) -> "ColumnPart":
        if not self.of and not self.says:
            raise ValueError("say from which of their columns it comes, or what it always says")
        return self


class ConnectorPart(BaseModel):
    """A connector. It has no address: that is entered by whoever keeps it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    name_en: str = Field(default="", max_length=120)
    about: str = Field(default="", max_length=300)
    about_en: str = Field(default="", max_length=300)
    system: SystemKey
    system_name: Annotated[str, Field(min_length=1, max_length=60)]
    system_name_en: str = Field(default="", max_length=60)
    into: Annotated[str, Field(max_length=70)]
    door: Literal["file", "fetch", "push"] = "file"
    rows_at: str = Field(default="", max_length=120)  # in JSON: data.items
    number: str = Field(default="", max_length=120)  # their column by which a row is the same
    columns: Annotated[list[ColumnPart], Field(min_length=1, max_length=40)]
    vanished: Literal["stay", "end"] = "stay"
    is_automatic: bool = False
    every_hours: int = Field(default=24, ge=1, le=744)
    hands_back: bool = False

    @model_validator(mode="after")
    def _sound(self) -> "ConnectorPart":
        if self.system in RESERVED:
            raise ValueError(
                "the system needs another key: dictionaries have a column of that name"
            )
        named = [each.to for each in self.columns]
        if len(set(named)) != len(named):
            raise ValueError("each of our columns can be filled once")
        if not self.number and not any(each.of for each in self.columns):
            raise ValueError("say by which of their columns a row is the same")
        return self


class ConnectorsFile(BaseModel):
    """What a pack says of connectors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    connectors: list[ConnectorPart] = []
