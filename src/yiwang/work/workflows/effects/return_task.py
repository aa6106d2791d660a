"""Given back: the coordinator decides who does it instead."""

from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, last_round
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.joint import note_opened, show_stage
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.subjects import Situation
from yiwang.work.workflows.timing import Terms, terms


def return_task(deed: Deed) -> dict[str, Any]:
    """End the task as returned and ask the coordinator, who has as long as there is to sign."""
    end_task(deed, "returned")
    coordinator = _coordinator(deed)
    draft = Draft(
        role="coordinator",
        post_id=coordinator,
        demand=deed.inputs.reason,
        follows=deed.task,
        terms=_terms(deed.step, deed.setting.situation),
    )
    note_opened(deed, open_tasks(deed.setting, [draft]))
    if deed.run.owner_post_id == deed.task.post_id:
        deed.run.owner_post_id = coordinator
    show_stage(deed)
    return {"to_post": coordinator}


def _coordinator(deed: Deed) -> int | None:
    """The command centre that dispatched; where another kind of post coordinates, the nearest."""
    steps, kind = deed.setting.definition.steps, deed.step.coordinator
    called = last_round(deed.tasks, deed.task.step)
    sent_by = [
        task.post
        for task in deed.tasks
        if task.pk < called[0].pk and task.role == "actor" and steps[task.step].post == kind
    ]
    area_id = sent_by[-1].area_id if sent_by and sent_by[-1] else None
    return deed.setting.answering(kind, area_id)


def _terms(step: Step, situation: Situation) -> tuple[Terms, ...]:
    limit = step.acknowledge or step.resolve
    return (terms("resolve", limit, situation),) if limit else ()
