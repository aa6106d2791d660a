"""A register as it is handed over for loading, with organizations and areas by id."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class EntryRow:
    """If all that is given here fits, `outcome` holds. Entries are tried in the order given."""

    key: str
    title: str
    title_en: str = ""
    kind: str = ""
    nature: str = ""
    area_id: int | None = None
    words: tuple[str, ...] = ()
    outcome: dict[str, Any] = field(default_factory=dict)  # Any: what the effect takes
    basis: str = ""
    holds_from: date | None = None
    holds_until: date | None = None  # the last day
    entered_by: str = ""  # the matter whose procedure entered it


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """A register and its entries. `effective_from` is the first day on which they decide."""

    key: str
    name: str
    effect: str
    effective_from: date
    entries: Sequence[EntryRow]
    name_en: str = ""
    owner_id: int | None = None
    basis: str = ""
    is_public: bool = False
