"""The natures a case can have, in words: what the register `natures` of the territory lists."""

from dataclasses import dataclass
from datetime import date

from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.work.workflows.wording import in_words

REGISTER = "natures"


@dataclass(frozen=True, slots=True)
class Nature:
    """One way a case can go: its key, and what people call it."""

    key: str
    label: str


def natures(on: date) -> list[Nature]:
    """In the order of the register; none where no register lists them."""
    version = current_version(REGISTER, on)
    entries = entries_of(version.pk) if version else []
    return [Nature(entry.key, in_words(entry.title, entry.title_en)) for entry in entries]


def nature_in_words(key: str, listed: list[Nature]) -> str:
    """The label of a nature; its key where the register no longer lists it."""
    return next((nature.label for nature in listed if nature.key == key), key)
