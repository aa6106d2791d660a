"""The entries of a register in words: types, natures and offices by their names, not their keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yiwang.portals.casework.natures import natures
from yiwang.structure.organizations.queries import with_function_near
from yiwang.structure.posts.queries import appointments_of
from yiwang.structure.registers.models import Entry
from yiwang.work.cases.queries import offered_types


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry: what it is for and what follows from it."""

    entry: Entry
    kind: str
    nature: str
    outcomes: list[str]


def entry_lines(entries: Sequence[Entry], account_id: int, on: date) -> list[EntryLine]:
    """The offices named are those that answer where the reader's first post is."""
    kinds = {kind.key: kind.label for top in offered_types() for kind in (top.kind, *top.below)}
    words = {nature.key: nature.label for nature in natures(on)}
    offices = _offices(account_id, on)
    return [
        EntryLine(
            entry,
            kinds.get(entry.kind, entry.kind),
            words.get(entry.nature, entry.nature),
            _outcomes(entry.outcome, words, offices),
        )
        for entry in entries
    ]


def _offices(account_id: int, on: date) -> dict[str, str]:
    """The nearest office of each function."""
    held = appointments_of(account_id, on)
    area_id = next((each.post.area_id for each in held if each.post.area_id), None)
    found: dict[str, str] = {}
    for body in with_function_near(area_id, on) if area_id else []:
        found.setdefault(body.function, body.name)
    return found


def _outcomes(
    outcome: Mapping[str, Any], natures: Mapping[str, str], offices: Mapping[str, str]
) -> list[str]:
    functions = outcome.get("functions") or [outcome.get("function", "")]
    said = [offices.get(function, function) for function in functions if function]
    if "nature" in outcome:
        said.append(natures.get(outcome["nature"], outcome["nature"]))
    if "admitted" in outcome:
        said.append(_("admitted") if outcome["admitted"] else _("not admitted"))
    return said
