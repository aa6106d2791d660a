"""Registers that contradict each other: what one sends to communities, or admits to them, another
refuses, so that nobody could act by both.

For each type that moves by the workflow, the entries in force that could fit it are tried in their
order, up to the first that fits whatever the words and the nature are; an entry that could fit and
admits is taken to (the proof does not refuse what might work). Gates guard communities only. A gate
that the workflow itself enters into is passed over: what it does not admit yet, it may.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from yiwang.structure.organizations.queries import kinds_by_function
from yiwang.structure.registers.fitting import is_kind_below
from yiwang.structure.registers.gate import GUARDED_KINDS
from yiwang.structure.registers.models import Entry
from yiwang.structure.registers.queries import current_version, entries_of
from yiwang.structure.territory.queries import ids_above
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.definition.schema import Action, Definition
from yiwang.work.workflows.proof.finding import Finding, finding
from yiwang.work.workflows.proof.graph import path_to
from yiwang.work.workflows.proof.lengths import kinds_of
from yiwang.work.workflows.proof.registers import functions_of
from yiwang.work.workflows.subjects import Kind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

CALLING = {Effect.ASSIGN, Effect.REDIRECT}  # those that call a body into a joint step


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate in the definition: the action that it guards, where that is, and its entries."""

    register: str
    step: str
    place: int
    action: Action
    joint: str  # the step that bodies are called into
    entries: Sequence[Entry]

    @property
    def path(self) -> tuple[str, ...]:
        return (self.action.key, self.joint)


def check_gates(definition: Definition, on: date) -> Iterator[Finding]:
    """Findings of the rules route_admitted and gates_agree."""
    gates = list(_gates(definition, on))
    kinds = [kind for kind in kinds_of(definition) if kind.key]
    for gate in gates:
        yield from _sent_and_refused(definition, gate, kinds, on)
    for number, one in enumerate(gates):
        for other in gates[number + 1 :]:
            if one.joint == other.joint and one.register != other.register:
                yield from _admitted_and_refused(definition, one, other, kinds)
                yield from _admitted_and_refused(definition, other, one, kinds)


def _gates(definition: Definition, on: date) -> Iterator[Gate]:
    entered = {each.writes for step in definition.steps.values() for each in step.actions}
    for key, step in definition.steps.items():
        for place, action in enumerate(step.actions):
            effect = ACTS[action.act].effect
            if action.gate is None or action.gate in entered or effect not in CALLING:
                continue
            joint = action.to if effect is Effect.ASSIGN else key
            version = current_version(action.gate, on)
            if version is not None and joint is not None:
                yield Gate(action.gate, key, place, action, joint, entries_of(version.pk))


def _sent_and_refused(
    definition: Definition, gate: Gate, kinds: Sequence[Kind], on: date
) -> Iterator[Finding]:
    """The route register proposes communities alone, for what the gate refuses to them."""
    route = definition.steps[gate.step].route
    version = current_version(route, on) if route else None
    if route is None or version is None:
        return
    entries = entries_of(version.pk)
    bodies = kinds_by_function({each for entry in entries for each in functions_of(entry)}, on)
    sentence = _(
        "“{register}” sends “{kind}” to communities by “{entry}”, and “{gate}” refuses it to them: "
        "{why}."
    )
    for kind in kinds:
        for entry in could_decide(entries, kind.key, None):
            sent = [body for each in functions_of(entry) for body in bodies.get(each, ())]
            if not sent or not set(sent) <= GUARDED_KINDS:
                continue
            refusal = refused_by(gate.entries, kind.key, entry.area_id)
            if refusal is not None:
                words: dict[str, object] = {
                    "register": route,
                    "kind": kind.name,
                    "entry": entry.title,
                }
                words |= {"gate": gate.register, "why": refusal}
                yield _found("route_admitted", sentence, definition, gate, **words)


def _admitted_and_refused(
    definition: Definition, one: Gate, other: Gate, kinds: Sequence[Kind]
) -> Iterator[Finding]:
    """A community that one action may call into a joint step, and another one never."""
    sentence = _(
        "“{register}” admits “{kind}” to communities by “{entry}”, and “{gate}” refuses it to them "
        "in the same step: {why}."
    )
    for kind in kinds:
        admits = admitted_by(one.entries, kind.key)
        refusal = refused_by(other.entries, kind.key, None)
        if admits is not None and refusal is not None:
            words: dict[str, object] = {
                "register": one.register,
                "kind": kind.name,
                "entry": admits.title,
            }
            words |= {"gate": other.register, "why": refusal}
            yield _found("gates_agree", sentence, definition, other, **words)


def could_decide(entries: Sequence[Entry], kind: str, area_id: int | None) -> Iterator[Entry]:
    """The entries that could be the first to fit a case of this type (in this area)."""
    above = ids_above(area_id) if area_id else None
    for entry in entries:
        is_here = entry.area_id is None or above is None or entry.area_id in above
        if not (is_kind_below(kind, entry.kind) and is_here):
            continue
        yield entry
        is_for_all = not (entry.words or entry.nature)
        if is_for_all and (entry.area_id is None or (above and entry.area_id in above)):
            return


def admitted_by(entries: Sequence[Entry], kind: str) -> Entry | None:
    """The first entry that could admit the type."""
    fitting = could_decide(entries, kind, None)
    return next((each for each in fitting if each.outcome.get("admitted") is not False), None)


def refused_by(entries: Sequence[Entry], kind: str, area_id: int | None) -> object:
    """Why no entry could admit the type, in words; None when one could."""
    fitting = list(could_decide(entries, kind, area_id))
    if any(entry.outcome.get("admitted") is not False for entry in fitting):
        return None
    return fitting[-1].title if fitting else _("it has no entry for it")


def _found(
    rule: str, sentence: "_StrPromise", definition: Definition, at: Gate, **words: object
) -> Finding:
    path = (*path_to(definition, at.step), *at.path)
    where = ("steps", at.step, "actions", at.place, "gate")
    return finding(rule, sentence, path=path, where=where, **words)
