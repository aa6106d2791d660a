"""How much a body takes at once (effect `capacity`): an entry names an `organization` by its code,
how many open tasks it takes at `most`, and who is `next`, in this order, once it has as many."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from yiwang.foundation.refusals import Sentence
from yiwang.structure.organizations.queries import ids_by_code
from yiwang.structure.registers.fitting import holds_on
from yiwang.structure.registers.queries import current_version, entries_of

EFFECT = "capacity"
MOST = 9_999
_BODY = _("Name the body by its code.")
_NUMBER = _("Write how many open tasks it takes at once: a whole number from 1 to %(most)d.")
_NEXT = _("Name at least one other body, by its code, that the work goes to then.")


@dataclass(frozen=True, slots=True)
class Room:
    """How many open tasks a body takes, and the ids of those that follow."""

    most: int
    next: tuple[int, ...]


def rooms(register_key: str, on: date) -> dict[int, Room]:
    """By the id of the body; empty where the register is not in force."""
    version = current_version(register_key, on)
    if version is None:
        return {}
    ids, found = ids_by_code(), dict[int, Room]()
    for entry in entries_of(version.pk):
        code, said = str(entry.outcome.get("organization", "")), entry.outcome
        if holds_on(entry, on) and code in ids and fault_of(said) is None:
            following = tuple(ids[each] for each in said["next"] if each in ids)
            found.setdefault(ids[code], Room(int(said["most"]), following))
    return found


def fault_of(outcome: Mapping[str, Any]) -> tuple[str, Sentence] | None:  # Any: as the entry says
    """What is wrong with an entry: a column, and what to write there."""
    code, most, following = (outcome.get(name) for name in ("organization", "most", "next"))
    if not code:
        return "organization", _BODY
    if not isinstance(most, int) or not 1 <= most <= MOST:
        return "most", _NUMBER % {"most": MOST}
    if not isinstance(following, list) or not following or code in following:
        return "next", _NEXT
    return None


def codes_in(outcome: Mapping[str, Any]) -> list[str]:  # Any: as above
    """The bodies that an entry without a fault names."""
    return [outcome["organization"], *outcome["next"]]
