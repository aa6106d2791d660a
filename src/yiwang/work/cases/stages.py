"""What a case is going through, in the words of its own version of the workflow."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from yiwang.work.cases.models import Case
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.wording import in_words

BY_STAFF = {"single", "joint"}  # kinds of steps at which somebody is given a task
BROKEN_OFF = {"void", "withdrawn"}  # outcomes of what did not go all the way


class StageState(StrEnum):
    DONE = "done"
    SKIPPED = "skipped"  # it went past without anybody working on it there
    NOW = "now"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage on the line that people see."""

    key: str
    name: str
    state: StageState


def stage_of(case: Case) -> str:
    """The name of the present stage; empty before the run starts."""
    return next((line.name for line in stages_of(case) if line.key == _present(case)), "")


def stages_of(case: Case, worked: Collection[str] = ()) -> list[StageLine]:
    """All stages in order. Those before the present one are done, all once it has run its course;
    what was broken off stands where it did. `worked` are the steps at which somebody had a task:
    a stage of other steps alone was skipped, where any are known."""
    if case.run is None:
        return []
    definition = definition_of_version(case.run.version_id)
    stages, keys = definition.stages, [stage.key for stage in definition.stages]
    passed = _passed_over(definition, worked) if worked else set()
    present = keys.index(case.run.stage) if case.run.stage in keys else 0
    if not case.run.is_open and case.run.outcome not in BROKEN_OFF:
        present = len(keys)
    return [
        StageLine(
            stage.key,
            in_words(stage.name, stage.name_en),
            _state(place, present, is_skipped=stage.key in passed),
        )
        for place, stage in enumerate(stages)
    ]


def _passed_over(definition: Definition, worked: Collection[str]) -> set[str]:
    """The stages at which people work and nobody did."""
    manned = {step.stage for step in definition.steps.values() if step.kind in BY_STAFF}
    reached = {definition.steps[key].stage for key in worked if key in definition.steps}
    return manned - reached


def _state(place: int, present: int, *, is_skipped: bool) -> StageState:
    if place < present:
        return StageState.SKIPPED if is_skipped else StageState.DONE
    return StageState.NOW if place == present else StageState.COMING


def _present(case: Case) -> str:
    return case.run.stage if case.run else ""
