"""A run as its records alone tell it: folded one by one, from the first to the last.

A record opens tasks (`task` of the first, `opened` of all others), says where the run went (`to`),
and ends the task it was done on, unless its act only goes on with it. An end step, a withdrawal or
a granted void ends the run, and every task of a step with it. Merged into another one its tasks are
held until it is taken apart. What stands beside the steps moves nothing, and is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from yiwang.foundation.records.models import Record
from yiwang.work.workflows.acts import ACTS, Effect
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.models import Run, Task
from yiwang.work.workflows.models.run import OPEN_TASK_STATES, STEP_ROLES

GOING_ON = {Effect.ASK, Effect.QUESTION, Effect.RESUME, Effect.SPLIT}
CALLED_OFF = {"withdrawn", "void_granted"}


@dataclass
class Told:
    """What is known of a run; `open_tasks` are those of its steps, with their states."""

    step: str
    stage: str = ""
    is_open: bool = True
    open_tasks: dict[int, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    held: dict[int, str] = field(default_factory=dict, compare=False)


def replayed(run: Run, definition: Definition) -> Told:
    """The run from its records."""
    told = Told(definition.start)
    records = Record.objects.filter(subject=run.subject, subject_id=run.subject_id).order_by("id")
    for record in records:
        _fold(told, record, definition)
    return told


def stored(run: Run) -> Told:
    """The run as its rows have it."""
    tasks = Task.objects.filter(run=run, state__in=OPEN_TASK_STATES, role__in=STEP_ROLES)
    states = dict(tasks.values_list("id", "state"))
    return Told(run.step, run.stage, run.is_open, states, run.act_counts)


def _fold(told: Told, record: Record, definition: Definition) -> None:
    data, past = record.data, record.name.rpartition(".")[2]
    told.stage, told.step = data.get("stage", told.stage), data.get("to", told.step)
    if past in {"reported", "started"}:
        told.open_tasks[data["task"]] = "open"
    if "action" in data:
        _acted(told, record, definition)
    told.open_tasks |= dict.fromkeys(_of_steps(data.get("opened", ())), "open")
    if past == "merged":
        told.held, told.open_tasks = told.open_tasks, {}
    if past == "unmerged":
        told.open_tasks, told.is_open = told.held, True
    if past in CALLED_OFF or definition.steps[told.step].kind == "end":
        told.is_open = False
        told.open_tasks.clear()


def _acted(told: Told, record: Record, definition: Definition) -> None:
    data = record.data
    counted = f"{data['step']}.{data['action']}"
    told.counts[counted] = told.counts.get(counted, 0) + 1
    offered = {action.key: action.act for action in definition.steps[data["step"]].actions}
    effect = ACTS[offered.get(data["action"], data["action"])].effect
    if effect in {Effect.SIGN, Effect.ARRIVE}:  # who is there has taken it on
        told.open_tasks[data["task"]] = "acknowledged"
    elif effect not in GOING_ON:
        told.open_tasks.pop(data["task"], None)  # one beside the steps was never counted


def _of_steps(tasks: Iterable[int]) -> list[int]:
    return list(
        Task.objects.filter(id__in=list(tasks), role__in=STEP_ROLES).values_list("id", flat=True)
    )
