"""Registers with their entries, and case types."""

from datetime import date
from typing import Any, Literal

from pydantic import ConfigDict, Field, model_validator

from yiwang.packs.loader.schema.parts import Key, LimitText, Listed, Name, Part

EffectName = Literal[
    "route",
    "triage",
    "gate",
    "procedure",
    "standard",
    "target",
    "delegation",
    "one_thing",
    "duty",
    "checklist",
    "calendar",
    "ballot",
    "capacity",
    "dictionary",
    "none",
]


class EntryPart(Part):
    """If all that is given here fits, `outcome` holds. `kind` also stands for the types below."""

    key: str = Field(max_length=60)
    title: str = Field(max_length=200)
    title_en: str = ""
    kind: str = ""
    nature: str = ""
    area: str = ""
    words: list[str] = []
    outcome: dict[str, Any] = {}  # Any: what the register's effect takes
    basis: str = ""
    holds_from: date | None = None
    holds_until: date | None = None  # the last day


class EntryLine(Part):
    """An entry as a row. Cells called functions, nature, steps … make up the outcome."""

    key: str = Field(max_length=60)
    title: str = Field(max_length=200)
    title_en: str = ""
    kind: str = ""
    nature: str = ""
    area: str = ""
    words: Listed = []
    basis: str = ""
    holds_from: date | None = None
    holds_until: date | None = None
    to_nature: str = ""
    functions: Listed = []
    steps: Listed = []
    signs: str = ""
    publishes: str = ""
    level: str = ""
    value: float | None = None
    admitted: bool | None = None
    duty: Literal["", "basic", "joint", "withdrawn"] = ""
    unit: str = ""
    of_kind: str = ""  # of every body of this kind (standard)
    counts: str = ""  # people:<post>, bodies:<kind>, near:<kinds>:<minutes>:<pace> (standard)
    by: str = ""  # the day (target)
    direction: Literal["", "at_least", "at_most"] = ""
    workflow: str = ""  # what carries it out (procedure)
    asks: Literal["", "text", "photo"] = ""  # evidence (checklist)
    service: str = ""  # class of a service
    place: str = ""
    sector: str = ""
    heading: str = ""  # what the entry is a part of
    posts: Listed = []  # types of posts that the entry is for (of a plan, say)
    carried_by: Listed = []  # what carries it out: register:<key>, workflow:<key>
    opens_with: str = ""  # the fixed first item of a meeting that comes round again
    owner: str = ""  # the post or body that answers for it
    heading_en: str = ""
    source: str = ""  # what stands under the heading (calendar)
    every: str = ""  # how often it comes back (standard, calendar)
    day: str = ""  # which one (calendar)


class DictionaryLine(EntryLine):
    """An entry of a dictionary as a row: `code` is ours where it is not the key, every further
    column the name of another system."""

    model_config = ConfigDict(extra="allow", frozen=True, arbitrary_types_allowed=True)


class RegisterFile(Part):
    """A register. Entries are listed here, or in the CSV file `table` beside this one."""

    key: Key
    name: Name
    name_en: str = ""
    effect: EffectName
    owner: str = ""  # code of an organization
    basis: str = ""
    is_public: bool = False  # everybody may read it
    effective_from: date
    entries: list[EntryPart] = []
    table: str | None = None

    @model_validator(mode="after")
    def _either(self) -> "RegisterFile":
        if self.entries and self.table:
            raise ValueError("give either entries or a table, not both")
        return self


class CaseTypeLine(Part):
    """A case type; `sanitation.litter` lies below `sanitation`."""

    key: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$", max_length=80)
    name: Name
    name_en: str = ""
    hint: str = ""
    hint_en: str = ""
    acknowledge: LimitText | None = None
    resolve: LimitText | None = None
    evidence: Listed = []
    words: Listed = []
    workflow: str = ""
    is_confidential: bool = False
    is_contact_needed: bool = False
    is_offered: bool = True
    begun_by: Literal["anybody", "reporter", "staff"] = "anybody"
    like_radius_m: int = Field(default=200, ge=0)
    like_days: int = Field(default=30, ge=0)
    like_types: Listed = []  # keys of other types that may be the same thing
