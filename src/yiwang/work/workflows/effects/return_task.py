"""Given back: the coordinator decides who does it instead; beyond the limit, the arbiter does."""

from dataclasses import replace
from typing import Any

from yiwang.work.workflows.closing import end_task
from yiwang.work.workflows.deed import Deed, last_round, note_opened
from yiwang.work.workflows.joint import show_stage
from yiwang.work.workflows.opening import Draft, open_tasks
from yiwang.work.workflows.returns import Bound, ground_of, is_bound, is_limit_used, told_of
from yiwang.work.workflows.timing import Terms, terms


def return_task(deed: Deed) -> dict[str, Any]:
    """End the task as returned and ask who decides, with a clock of their own.

    Refuses a department to which an arbiter has assigned it (Bound).
    """
    if is_bound(deed.setting.definition, deed.tasks, deed.task):
        raise Bound
    is_disputed = is_limit_used(deed.setting.definition, deed.tasks, deed.task.step)
    ground = ground_of(deed, is_disputed=is_disputed)
    end_task(deed, "returned")
    decider = _arbiter(deed) if is_disputed else _coordinator(deed)
    draft = Draft(
        role="arbiter" if is_disputed else "coordinator",
        post_id=decider,
        demand=deed.inputs.reason,
        follows=deed.task,
        terms=_terms(deed, is_disputed=is_disputed),
    )
    note_opened(deed, open_tasks(deed.setting, [draft]))
    deed.pending.add(ground)
    if deed.run.owner_post_id == deed.task.post_id:
        deed.run.owner_post_id = decider
    show_stage(deed)
    return {"to_post": decider, **told_of(ground)}


def _arbiter(deed: Deed) -> int | None:
    return deed.setting.answering(deed.step.arbiter)


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


def _terms(deed: Deed, *, is_disputed: bool) -> tuple[Terms, ...]:
    """The arbiter's own short limit; the coordinator has as long as there is to sign."""
    step, situation = deed.step, deed.setting.situation
    if is_disputed:
        return (terms("resolve", step.arbitrate, situation),) if step.arbitrate else ()
    if step.acknowledge:
        return (replace(terms("acknowledge", step.acknowledge, situation), purpose="resolve"),)
    return (terms("resolve", step.resolve, situation),) if step.resolve else ()
