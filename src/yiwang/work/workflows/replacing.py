"""Giving an open task to another post: when its place changes, or when somebody is found for it."""

from yiwang.structure.posts.queries import post_in
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.opening import plan
from yiwang.work.workflows.setting import Setting


def find_post(setting: Setting, task: Task) -> int | None:
    """The post that answers for the task today, by the step's definition."""
    step = setting.definition.steps[task.step]
    if task.role == "handler":
        known = step.post and task.organization_id
        return post_in(step.post or "", task.organization_id or 0, setting.on) if known else None
    return setting.answering(step.coordinator if task.role == "coordinator" else step.post)


def give_to(task: Task, post_id: int | None, step: Step) -> None:
    """Put the task at this post, or at none; its clocks run on, whoever was told is forgotten."""
    task.post_id, task.escalated_to, task.escalation = post_id, None, 0
    task.save(update_fields=["post", "escalated_to", "escalation"])
    clocks = [clock for clock in task.clocks.order_by("id") if clock.state == "running"]
    plan(task, clocks, step)
    Clock.objects.bulk_update(clocks, ["next_action", "next_action_at"])
