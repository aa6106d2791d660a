"""Workflow definitions: read by the app that runs them, proved as far as can be without a database,
and checked against the post types, registers and calendars of the pack."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.foundation.toml_lines import Path, line_of, lines_of
from yiwang.packs.loader.faults import Spot
from yiwang.packs.loader.reading import Reading
from yiwang.packs.pack import WorkflowContent
from yiwang.work.workflows.ballots import EFFECT as BALLOT
from yiwang.work.workflows.checklists import CHECKLIST
from yiwang.work.workflows.definition.read import FaultyDefinition, read_definition
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof import prove_graph

__all__ = ["BALLOT", "CHECKLIST", "WorkflowNames", "read_workflows"]

Named = tuple[str, str, Path]  # what kind of thing, its key, where it is named
_PART = {"checklists": "registers", "ballots": "registers"}  # kind -> its part of the pack


@dataclass(frozen=True, slots=True)
class WorkflowNames:
    """What a definition of this pack may name."""

    posts: Collection[str]  # types
    registers: Collection[str]
    calendars: Collection[str]
    checklists: Collection[str] = ()  # those registers that are one
    ballots: Collection[str] = ()  # those that say what a vote needs
    series: Collection[str] = ()  # kinds of figures from outside


def read_workflows(
    reading: Reading, paths: Sequence[str], mention: Spot, names: WorkflowNames
) -> list[WorkflowContent]:
    """The definitions of the pack, proved."""
    found = []
    for path in paths:
        text = reading.text(path, mention)
        if text is not None:
            found.append(WorkflowContent(path, text, _check(reading, path, text, names)))
    return found


def _check(reading: Reading, path: str, text: str, names: WorkflowNames) -> str:
    """The key of the definition; empty where it cannot be read."""
    try:
        definition = read_definition(text, path)
    except FaultyDefinition as faulty:
        for fault in faulty.faults:
            reading.fault(Spot(path, fault.line), str(fault.message))
        return ""
    lines = lines_of(text)
    for finding in prove_graph(definition):
        reading.fault(Spot(path, line_of(lines, finding.where)), str(finding.sentence))
    for kind, key, where in _named(definition):
        if key not in getattr(names, kind):
            spot = Spot(path, line_of(lines, where))
            reading.fault(spot, _sentence(kind) % {"key": key}, _PART.get(kind, kind))
    return definition.key


def _named(definition: Definition) -> Iterator[Named]:
    yield "calendars", definition.calendar, ("calendar",)
    for key, step in definition.steps.items():
        at: Path = ("steps", key)
        settings = ("post", "coordinator", "arbiter")
        posts = {name: getattr(step, name) for name in settings}
        yield from (("posts", post, (*at, name)) for name, post in posts.items() if post)
        for number, post in enumerate(step.escalate):
            yield "posts", post, (*at, "escalate", number)
        for number, post in enumerate(step.also):
            yield "posts", post, (*at, "also", number)
        registers = {"triage": step.triage, "route": step.route, "one_thing": step.one_thing}
        registers |= {"capacity": step.capacity}
        yield from (("registers", each, (*at, name)) for name, each in registers.items() if each)
        for number, action in enumerate(step.actions):
            if action.gate:
                yield "registers", action.gate, (*at, "actions", number, "gate")
            if action.checklist:
                yield "checklists", action.checklist, (*at, "actions", number, "checklist")
            if action.ballot:
                yield "ballots", action.ballot, (*at, "actions", number, "ballot")


def _sentence(kind: str) -> str:
    if kind == "posts":
        return _("There is no post type %(key)s: define it in posts.toml or correct the key.")
    if kind == "registers":
        return _("There is no register %(key)s in the pack: add it or correct the key.")
    if kind == "ballots":
        return _("No register %(key)s of the pack says what a vote needs: add it, or correct it.")
    if kind == "checklists":
        return _(
            "There is no checklist %(key)s in the pack: add a register of the effect “checklist” "
            "or correct the key."
        )
    return _("There is no calendar %(key)s in the pack: add it or correct the key.")
