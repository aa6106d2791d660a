"""What the settings of a workflow are chosen from, by name: posts, steps, registers, acts."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property

from django.utils.functional import Promise

from yiwang.foundation.clocks.queries import calendar_names
from yiwang.portals.casework.natures import natures
from yiwang.portals.rules import words
from yiwang.structure.posts.queries import post_types
from yiwang.structure.registers.queries import registers
from yiwang.work.workflows.acts import ACTS
from yiwang.work.workflows.acts import INPUTS as INPUT_KEYS
from yiwang.work.workflows.beginning import level_names
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.proof.shape import ROLES
from yiwang.work.workflows.wording import in_words

Options = dict[str, str]  # value -> what people call it
QUOTED = re.compile(r"“([a-z][a-z0-9_.]*)”")
POSTS = {"post", "coordinator", "arbiter", "approver", "escalate", "after_hours"}
STEPS = {"to", "to_dissatisfied", "to_rejected", "when_done", "start"}


class Chosen:
    """The choices of one definition, each list read once."""

    def __init__(self, definition: Definition, on: date) -> None:
        self.definition = definition
        self.on = on

    def options(self, name: str, kind: str = "") -> Options | None:
        """What the setting may be; None where anything may be written. `kind`: of the step."""
        if name in POSTS or name.endswith("post"):
            return self.posts
        if name in STEPS or name.startswith("to_"):
            return self.steps
        if name == "act":
            return self.acts(kind)
        found: Mapping[str, Callable[[], Options]] = {
            "stage": lambda: self.stages,
            "stage_signed": lambda: self.stages,
            "not_by": lambda: self.staff_steps,
            "steps": lambda: self.staff_steps,
            "triage": lambda: self.registers("triage"),
            "route": lambda: self.registers("route"),
            "writes": lambda: self.registers("gate"),
            "delegation": lambda: self.registers("delegation"),
            "duties": lambda: self.registers("duty"),
            "gate": lambda: self.registers("gate"),
            "checklist": lambda: self.registers("checklist"),
            "capacity": lambda: self.registers("capacity"),
            "ballot": lambda: self.registers("ballot"),
            "one_thing": lambda: self.registers("one_thing"),
            "needs": lambda: _said(words.INPUTS, sorted(INPUT_KEYS)),
            "only": lambda: {nature.key: nature.label for nature in natures(self.on)},
            "suits": lambda: {nature.key: nature.label for nature in natures(self.on)},
            "begun_by": lambda: _said(words.BEGINNERS, words.BEGINNERS) | self.posts,
            "begun_at": level_names,
            "calendar": calendar_names,
            "kind": lambda: _said(words.KINDS, words.KINDS),
            "clock": lambda: _said(words.CLOCKS, words.CLOCKS),
            "outcome": lambda: _said(words.OUTCOMES, words.OUTCOMES),
        }
        return found[name]() if name in found else None

    @cached_property
    def posts(self) -> Options:
        return {each.key: in_words(each.name, each.name_en) for each in post_types()}

    @cached_property
    def steps(self) -> Options:
        steps = self.definition.steps.items()
        return {key: in_words(step.name, step.name_en) or key for key, step in steps}

    @cached_property
    def staff_steps(self) -> Options:
        steps = self.definition.steps
        return {k: v for k, v in self.steps.items() if steps[k].kind in ("single", "joint")}

    @cached_property
    def stages(self) -> Options:
        return {each.key: in_words(each.name, each.name_en) for each in self.definition.stages}

    @cached_property
    def _registers(self) -> list[tuple[str, str, str]]:
        return [(r.effect, r.key, in_words(r.name, r.name_en)) for r in registers()]

    def registers(self, effect: str) -> Options:
        return {key: name for has, key, name in self._registers if has == effect}

    def acts(self, kind: str) -> Options:
        """The acts that a step of this kind can offer."""
        roles = ROLES.get(kind, {act.role for act in ACTS.values()})
        return {act.key: words.act_in_words(act.key) for act in ACTS.values() if act.roles & roles}

    @cached_property
    def _names(self) -> Options:
        actions = {
            action.key: in_words(action.name, action.name_en)
            for step in self.definition.steps.values()
            for action in step.actions
        }
        registers = {key: name for _effect, key, name in self._registers}
        settings = {name: words.label_of(name) for name in words.LABELS}
        kinds = _said(words.KINDS, words.KINDS)
        acts = {key: words.act_in_words(key) for key in ACTS}
        named = (settings, kinds, calendar_names(), registers, acts, self.posts, self.stages)
        found: Options = {}
        for each in (*named, actions, self.steps):
            found |= each
        return found

    def in_names(self, sentence: object) -> str:
        """A sentence of the proof with what people call things in place of their keys."""
        return QUOTED.sub(lambda found: f"“{self.named(found[1])}”", str(sentence))

    def named(self, key: str) -> str:
        """What people call a step, an action, a post …; the key where nothing is known of it."""
        return self._names.get(key, key)


def _said(known: Mapping[str, Promise], keys: Iterable[str]) -> Options:
    return {key: str(known.get(key, key)) for key in keys}
