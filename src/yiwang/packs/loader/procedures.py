"""Entries that name the workflow that carries them out: it is there, and types move by it."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading
from yiwang.packs.loader.schema.rules import CaseTypeLine, EntryPart
from yiwang.packs.pack import RegisterContent


def check_procedures(
    reading: Reading,
    registers: Sequence[RegisterContent],
    types: Sequence[CaseTypeLine],
    workflows: Sequence[str],
) -> None:
    """Faults of entries that name no workflow of the pack, or another than their type moves by."""
    moved_by = _moved_by(types, workflows)
    for entry, spot in _entries(registers):
        named = str(entry.outcome["workflow"])
        if named not in workflows:
            words = {"key": named, "known": ", ".join(workflows)}
            said = _("There is no workflow %(key)s to carry it out; known: %(known)s.")
            reading.fault(spot, said % words)
        elif entry.kind and moved_by.get(entry.kind, named) != named:
            words = {"kind": entry.kind, "key": named, "other": moved_by[entry.kind]}
            said = _(
                "Cases of the type %(kind)s move by %(other)s, not by %(key)s: name that one, or "
                "have the type name this one."
            )
            reading.fault(spot, said % words)


def _entries(registers: Sequence[RegisterContent]) -> Iterator[tuple[EntryPart, Spot]]:
    for each in registers:
        for entry, spot in zip(each.entries, each.spots, strict=True):
            if entry.outcome.get("workflow"):
                yield entry, spot


def _moved_by(types: Sequence[CaseTypeLine], workflows: Sequence[str]) -> Mapping[str, str]:
    """Key of a type -> of its workflow: its own, that of its heading, else the first one."""
    own = {line.key: line.workflow for line in types}
    usual = workflows[0] if workflows else ""
    return {key: own[key] or own.get(key.partition(".")[0], "") or usual for key in own}
