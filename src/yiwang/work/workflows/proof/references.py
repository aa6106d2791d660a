"""Names must mean something: every step, stage and action that is named exists, once."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from yiwang.work.workflows.definition.schema import Definition, Step
from yiwang.work.workflows.proof.finding import Finding, at_step, finding


def check_references(definition: Definition) -> Iterator[Finding]:
    """Findings of the rules start_exists, target_exists, stage_exists, barred_exists, one_key."""
    if definition.start not in definition.steps:
        sentence = _("The workflow starts at “{step}”, and there is no such step.")
        yield finding("start_exists", sentence, where=("start",), step=definition.start)
    if (other := definition.start_in_emergency) is not None and other not in definition.steps:
        sentence = _("In an emergency it starts at “{step}”, and there is no such step.")
        yield finding("start_exists", sentence, where=("start_in_emergency",), step=other)
    yield from _repeated_stages(definition)
    for key, step in definition.steps.items():
        yield from _targets(definition, key, step)
        yield from _stages(definition, key, step)
        yield from _barred_steps(definition, key, step)
        yield from _repeated_actions(key, step)


def _targets(definition: Definition, key: str, step: Step) -> Iterator[Finding]:
    named: list[tuple[tuple[str | int, ...], str | None]] = [(("when_done",), step.when_done)]
    for index, action in enumerate(step.actions):
        named.append((("actions", index, "to"), action.to))
        named.append((("actions", index, "to_dissatisfied"), action.to_dissatisfied))
        named.append((("actions", index, "to_rejected"), action.to_rejected))
    sentence = _("From “{step}” a way leads to “{target}”, and there is no such step.")
    for where, target in named:
        if target is not None and target not in definition.steps:
            yield at_step("target_exists", sentence, key, *where, target=target)


def _stages(definition: Definition, key: str, step: Step) -> Iterator[Finding]:
    known = {stage.key for stage in definition.stages}
    sentence = _("“{step}” belongs to the stage “{stage}”, and there is no such stage.")
    for field, stage in (("stage", step.stage), ("stage_signed", step.stage_signed)):
        if stage is not None and stage not in known:
            yield at_step("stage_exists", sentence, key, field, stage=stage)


def _barred_steps(definition: Definition, key: str, step: Step) -> Iterator[Finding]:
    sentence = _(
        "“{step}” may not be done by whoever acted in “{barred}”: name another step where "
        "somebody of the staff acts."
    )
    for index, barred in enumerate(step.not_by):
        other = definition.steps.get(barred)
        if other is None or other.kind in ("reporter", "end") or barred == key:
            yield at_step("barred_exists", sentence, key, "not_by", index, barred=barred)


def _repeated_actions(key: str, step: Step) -> Iterator[Finding]:
    sentence = _("“{step}” has several actions “{action}”: give each a key of its own.")
    counts = Counter(action.key for action in step.actions)
    for action in dict.fromkeys(action.key for action in step.actions):
        if counts[action] > 1:
            yield at_step("one_key", sentence, key, "actions", action=action)


def _repeated_stages(definition: Definition) -> Iterator[Finding]:
    sentence = _("There are several stages “{stage}”: give each a key of its own.")
    counts = Counter(stage.key for stage in definition.stages)
    for stage, count in counts.items():
        if count > 1:
            yield finding("one_key", sentence, where=("stages",), stage=stage)
