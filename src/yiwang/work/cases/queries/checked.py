"""What an act says of a register, as its record has it, by the version that held then: the items
ticked off, or the procedure that a matter was begun from."""

from dataclasses import dataclass

from yiwang.foundation.records.models import Record
from yiwang.foundation.refusals import Sentence
from yiwang.structure.registers.queries import entries_of, entry_of_version
from yiwang.work.cases.procedures import Procedure
from yiwang.work.workflows.checklists import STATES
from yiwang.work.workflows.wording import in_words


@dataclass(frozen=True, slots=True)
class Checked:
    """One item. `state` is a key of STATES, `said` the word for it, `photos` are ids."""

    title: str
    state: str
    said: Sentence
    words: str
    photos: list[str]


@dataclass(frozen=True, slots=True)
class Rested:
    """An entry that something rests on, in the reader's words."""

    key: str  # of the register
    register: str
    title: str
    steps: list[str]
    signs: str
    publishes: str


def entry_in_words(procedure: Procedure) -> Rested:
    """The entry that a matter is begun from."""
    return _rested(procedure.version_id, procedure.entry)


def begun_from(one: Record) -> Rested | None:
    """The same of a matter that was begun; None where it was begun without."""
    given = one.data.get("procedure")
    return _rested(given["version"], given["entry"]) if given else None


def _rested(version_id: int, key: str) -> Rested:
    entry = entry_of_version(version_id, key)
    register = entry.version.register
    return Rested(
        key=register.key,
        register=in_words(register.name, register.name_en),
        title=in_words(entry.title, entry.title_en),
        steps=list(entry.outcome.get("steps", [])),
        signs=str(entry.outcome.get("signs", "")),
        publishes=str(entry.outcome.get("publishes", "")),
    )


def checked_in(one: Record) -> list[Checked]:
    """The items of an act, in their order; none where nothing was ticked off. One query each."""
    version = one.data.get("checklist")
    if version is None:
        return []
    entries = {entry.key: entry for entry in entries_of(version)}
    return [
        Checked(
            title=in_words(entry.title, entry.title_en),
            state=tick["state"],
            said=STATES[tick["state"]],
            words=tick["words"],
            photos=tick.get("photos", []),
        )
        for tick in one.data["ticks"]
        if (entry := entries.get(tick["item"]))
    ]
