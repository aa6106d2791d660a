"""What a policy is carried out by, and on which policies a register or a workflow rests."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse

from yiwang.structure.registers.models import Entry, Register
from yiwang.structure.registers.queries import entries_saying, registers
from yiwang.work.workflows.queries.keys import all_workflows
from yiwang.work.workflows.wording import in_words

Link = tuple[str, str]  # what it is called, and where it is read


def carriers(entries: Iterable[Entry]) -> Mapping[int, list[Link]]:
    """Entry -> the registers and workflows that it names, of those that there are."""
    named = {entry.pk: entry.outcome.get("carried_by", ()) for entry in entries}
    if not any(named.values()):
        return {}
    known = {
        **{f"register:{each.key}": _register(each) for each in registers()},
        **{f"workflow:{key}": _workflow(key, name) for key, name in all_workflows()},
    }
    return {pk: [known[key] for key in keys if key in known] for pk, keys in named.items()}


def rests_on(what: str, on: date) -> list[Entry]:
    """The entries in force that say they are carried out by this: `register:<key>` …"""
    return entries_saying({"carried_by": [what]}, on)


def _register(each: Register) -> Link:
    return in_words(each.name, each.name_en), reverse("desk_register", args=[each.key])


def _workflow(key: str, name: str) -> Link:
    return name, reverse("desk_workflow", args=[key])
