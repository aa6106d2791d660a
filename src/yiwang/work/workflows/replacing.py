"""Giving an open task to another post: when its place changes, or when somebody is found for it."""

from yiwang.structure.posts.queries import post_at
from yiwang.work.workflows.ladder import is_told
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.opening import plan
from yiwang.work.workflows.setting import Setting


def find_post(setting: Setting, task: Task) -> int | None:
    """The post that answers for the task today, by the step's definition."""
    step = setting.definition.steps[task.step]
    deciding = {"coordinator": step.coordinator, "arbiter": step.arbiter}
    if task.role == "handler":
        return post_at(task.organization_id or 0, step.handling_posts, setting.on)
    return setting.answering(deciding.get(task.role, step.post))


def give_to(task: Task, post_id: int | None) -> None:
    """Put the task at this post, or at none; its clocks run on, whoever was told is forgotten."""
    task.post_id, task.escalated_to, task.escalation = post_id, None, 0
    task.save(update_fields=["post", "escalated_to", "escalation"])
    clocks = [clock for clock in task.clocks.order_by("id") if clock.state == "running"]
    plan(task, clocks, is_told=is_told(task))
    Clock.objects.bulk_update(clocks, ["next_action", "next_action_at"])
