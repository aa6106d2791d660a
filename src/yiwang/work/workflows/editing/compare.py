"""What differs between two definitions, part by part. Parts are known by their keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from yiwang.work.workflows.definition.schema import Action, Definition, Step

What = Literal["added", "removed", "changed"]
PARTS = {"steps", "stages", "actions"}  # compared one by one


@dataclass(frozen=True, slots=True)
class Difference:
    """`step`, `action`, `stage` say which part, all empty: the workflow itself.

    A part that was added or removed is one difference; of one that was changed each `field` is one.
    """

    what: What
    step: str = ""
    action: str = ""
    stage: str = ""
    field: str = ""
    before: object = None
    after: object = None

    @property
    def place(self) -> str:
        """The same in one word, for records: `steps.collect.actions.whistle.to`."""
        names = [("stages", self.stage), ("steps", self.step), ("actions", self.action)]
        parts = [f"{kind}.{key}" for kind, key in names if key]
        return ".".join([*parts, *([self.field] if self.field else [])])


def differences(before: Definition, after: Definition) -> list[Difference]:
    """Everything, in the order of the later definition; what was removed comes last in its part."""
    return [
        *_fields(before, after),
        *_parts(_stages(before), _stages(after), "stage"),
        *_steps(before.steps, after.steps),
    ]


def changed_steps(found: list[Difference]) -> dict[str, What]:
    """Each step that was added, removed or changed in any way."""
    steps: dict[str, What] = {}
    for each in found:
        if each.step:
            is_whole = not each.action and not each.field
            steps[each.step] = each.what if is_whole else steps.get(each.step, "changed")
    return steps


def _stages(definition: Definition) -> dict[str, BaseModel]:
    return {stage.key: stage for stage in definition.stages}


def _steps(before: Mapping[str, Step], after: Mapping[str, Step]) -> Iterator[Difference]:
    for key, step in after.items():
        if key not in before:
            yield Difference("added", step=key)
            continue
        yield from _fields(before[key], step, step=key)
        yield from _parts(_actions(before[key]), _actions(step), "action", step=key)
    yield from (Difference("removed", step=key) for key in before if key not in after)


def _actions(step: Step) -> dict[str, Action]:
    return {action.key: action for action in step.actions}


def _parts(
    before: Mapping[str, BaseModel], after: Mapping[str, BaseModel], kind: str, **where: str
) -> Iterator[Difference]:
    for key, part in after.items():
        named = {**where, kind: key}
        if key in before:
            yield from _fields(before[key], part, **named)
        else:
            yield Difference("added", **named)
    for key in before:
        if key not in after:
            yield Difference("removed", **{**where, kind: key})


def _fields(before: BaseModel, after: BaseModel, **where: str) -> Iterator[Difference]:
    for name in type(after).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if name not in PARTS and old != new:
            yield Difference("changed", field=name, before=old, after=new, **where)
