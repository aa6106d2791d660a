"""What a case is going through, in the words of its own version of the workflow."""

from dataclasses import dataclass
from enum import StrEnum

from yiwang.work.cases.models import Case
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.wording import in_words

BROKEN_OFF = {"void", "withdrawn"}  # outcomes of what did not go all the way


class StageState(StrEnum):
    DONE = "done"
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


def stages_of(case: Case) -> list[StageLine]:
    """All stages in order. Those before the present one are done, all once it has run its course;
    what was broken off stands where it did."""
    if case.run is None:
        return []
    stages = definition_of_version(case.run.version_id).stages
    keys = [stage.key for stage in stages]
    present = keys.index(case.run.stage) if case.run.stage in keys else 0
    if not case.run.is_open and case.run.outcome not in BROKEN_OFF:
        present = len(keys)
    return [
        StageLine(stage.key, in_words(stage.name, stage.name_en), _state(place, present))
        for place, stage in enumerate(stages)
    ]


def _state(place: int, present: int) -> StageState:
    if place < present:
        return StageState.DONE
    return StageState.NOW if place == present else StageState.COMING


def _present(case: Case) -> str:
    return case.run.stage if case.run else ""
