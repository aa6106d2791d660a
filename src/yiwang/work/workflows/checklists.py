"""Checklists: an action that names a register of the effect `checklist` has its items ticked off.

Each item that fits the subject is done, not done (with a word why), or does not apply; one that is
done asks for its evidence: a photo, or words. What was ticked stays in the record of the act, with
the version of the register, so that it can be read as it was asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yiwang.foundation.refusals import Sentence
from yiwang.structure.registers.fitting import Facts, why_not
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.structure.territory.queries import ids_above
from yiwang.work.workflows.definition.schema import Action
from yiwang.work.workflows.subjects import Inputs, Situation, Tick
from yiwang.work.workflows.wording import in_words

DONE, NOT_DONE, NOT_APPLICABLE = "done", "not_done", "not_applicable"
STATES: dict[str, Sentence] = {
    DONE: pgettext_lazy("of an item", "Done"),
    NOT_DONE: pgettext_lazy("of an item", "Not done"),
    NOT_APPLICABLE: pgettext_lazy("of an item", "Does not apply"),
}
CHECKLIST = "checklist"  # the effect of a register
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `asks`: photo, text, or nothing to show it by."""

    key: str
    title: str
    asks: str
    basis: str

    @property
    def field(self) -> str:
        """The name of its input, for faults."""
        return f"tick.{self.key}"


@dataclass(frozen=True, slots=True)
class Checklist:
    """The items of one version of a register that fit a subject."""

    register: str
    name: str
    version_id: int
    items: tuple[Item, ...]


def checklist_of(action: Action, situation: Situation, on: date) -> Checklist | None:
    """What is to be ticked off with an action; None where it names no list, or none is in force."""
    version = current_version(action.checklist, on) if action.checklist else None
    if version is None or action.checklist is None:
        return None
    above = ids_above(situation.area_id) if situation.area_id else frozenset()
    facts = Facts(
        on=on,
        kind=situation.kind,
        nature=situation.nature,
        area_id=situation.area_id,
        text=situation.text,
    )
    items = [
        Item(
            entry.key,
            in_words(entry.title, entry.title_en),
            entry.outcome.get("asks", ""),
            entry.basis,
        )
        for entry in entries_of(version.pk)
        if not why_not(entry, facts, is_area_below=entry.area_id in above)
    ]
    register = version.register
    name = in_words(register.name, register.name_en)
    return Checklist(action.checklist, name, version.pk, tuple(items))


def only_asked(inputs: Inputs, checklist: Checklist | None) -> Inputs:
    """The same without ticks of what is not on the list, the first of each item."""
    if not inputs.ticks:
        return inputs
    given: dict[str, Tick] = {}
    for tick in inputs.ticks:
        given.setdefault(tick.key, tick)
    asked = checklist.items if checklist else ()
    return replace(inputs, ticks=tuple(given[item.key] for item in asked if item.key in given))


def unticked(checklist: Checklist, inputs: Inputs) -> Iterator[tuple[str, Sentence]]:
    """A sentence for every item that was not ticked, or not shown as it asks."""
    given = {tick.key: tick for tick in inputs.ticks}
    for item in checklist.items:
        if sentence := _fault(item, given.get(item.key)):
            yield item.field, sentence % {"item": item.title, "most": LONGEST_WORDS}


def _fault(item: Item, tick: Tick | None) -> Sentence | None:
    if tick is None or tick.state not in STATES:
        return _("“%(item)s”: please say whether it is done, not done, or does not apply.")
    if len(tick.words) > LONGEST_WORDS or "\x00" in tick.words:
        return _("“%(item)s”: please use plain words, at most %(most)d characters.")
    if tick.state == NOT_DONE and not tick.words.strip():
        return _("“%(item)s”: please say what is not done, and why.")
    if tick.state == DONE and item.asks == "text" and not tick.words.strip():
        return _("“%(item)s”: please say in words what you saw.")
    if tick.state == DONE and item.asks == "photo" and not tick.photos:
        return _("“%(item)s”: please add a photo of it.")
    return None


def as_recorded(checklist: Checklist, inputs: Inputs, learned: dict[str, Any]) -> dict[str, Any]:
    """For the record of the act: the version of the list, and each item as it was found.

    `learned` is what the subject says of the act; it keeps the photos, and names them by item.
    """
    seen = learned.get("seen", {})
    ticks = [
        {"item": tick.key, "state": tick.state, "words": tick.words.strip()}
        | ({"photos": seen[tick.key]} if tick.key in seen else {})
        for tick in inputs.ticks
    ]
    return {"checklist": checklist.version_id, "ticks": ticks, "seen": None} if ticks else {}
