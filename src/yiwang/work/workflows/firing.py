"""What the sweep does when a clock's moment has come: remind, tell the next one above, expire.

The first rung is told when the limit is over, each further one after half of the limit again;
after the last rung nothing more happens. A task without a post is told to the first rung at once,
and at every rung somebody is looked for anew, until there is one.
"""

from datetime import datetime
from typing import Any

from yiwang.foundation.clocks.queries import working_time
from yiwang.foundation.records.actor import SYSTEM
from yiwang.foundation.records.write import record
from yiwang.structure.posts.queries import nearest_post
from yiwang.work.workflows.actions.perform import perform
from yiwang.work.workflows.definition.schema import Step
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Task
from yiwang.work.workflows.replacing import find_post, give_to
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import Inputs, Situation
from yiwang.work.workflows.timing import next_rung_at

SUPERVISED = "supervised"


def fire(clock: Clock, now: datetime) -> str:
    """Do what is due: the word for it (reminded, escalated, assigned, expired), or none.

    The caller holds the clock and its run. What fires late fires once: a reminder that comes
    after the limit is left out.
    """
    if clock.next_action == "expire":
        return _expire(clock, now)
    if clock.next_action == "remind" and now < clock.due_at:
        return _remind(clock, now)
    return _escalate(clock, now)


def _expire(clock: Clock, now: datetime) -> str:
    actions = _step(clock.task).actions
    key = next(action.key for action in actions if action.act == "expire")
    perform(clock.task_id, key, Inputs(), actor=SYSTEM, now=now)
    return "expired"


def _remind(clock: Clock, now: datetime) -> str:
    rungs = _step(clock.task).escalate or clock.task.role == SUPERVISED
    _next(clock, "escalate", clock.due_at if rungs else None)
    _record("reminded", clock, now)
    return "reminded"


def _escalate(clock: Clock, now: datetime) -> str:
    task = clock.task
    if task.role == SUPERVISED:
        return _tell_who_ordered(clock, now)
    if task.post_id is None and _assigned(clock, now):
        return "assigned"
    found = _next_rung(task, now)
    is_last = task.post_id is not None and (not found or _is_top(task, found[0]))
    days = working_time(clock.calendar.key)
    _next(clock, "escalate", None if is_last else next_rung_at(clock, days, now))
    if not found:
        return ""
    _tell(clock, *found, now)
    return "escalated"


def _assigned(clock: Clock, now: datetime) -> bool:
    """Whether somebody answers for the task by now; then it is theirs."""
    task = clock.task
    definition = definition_of_version(task.run.version_id)
    setting = Setting(task.run, definition, Situation(task.area_id), now)
    found = find_post(setting, task)
    if found is None:
        return False
    give_to(task, found, _step(task))
    _record("assigned", clock, now, to_post=found)
    return True


def _next_rung(task: Task, now: datetime) -> tuple[int, int] | None:
    """The next rung that somebody stands on, counted from 1, and their post."""
    setting_on = Setting(task.run, definition_of_version(task.run.version_id), Situation(None), now)
    rungs = _step(task).escalate
    for number in range(task.escalation, len(rungs)):
        found = task.area_id and nearest_post(rungs[number], task.area_id, setting_on.on)
        if found and found != task.post_id:
            return number + 1, found
    return None


def _is_top(task: Task, rung: int) -> bool:
    return rung >= len(_step(task).escalate)


def _tell(clock: Clock, rung: int, post_id: int, now: datetime) -> None:
    task = clock.task
    task.escalation, task.escalated_to_id = rung, post_id
    task.save(update_fields=["escalation", "escalated_to"])
    _record("escalated", clock, now, to_post=post_id, rung=rung)


def _tell_who_ordered(clock: Clock, now: datetime) -> str:
    _next(clock, "", None)
    assert clock.task.escalated_to_id  # set when the order was given
    _tell(clock, 1, clock.task.escalated_to_id, now)
    return "escalated"


def _next(clock: Clock, action: str, at: datetime | None) -> None:
    clock.next_action, clock.next_action_at = (action, at) if at else ("", None)
    clock.failures = 0
    clock.save(update_fields=["next_action", "next_action_at", "failures"])


def _step(task: Task) -> Step:
    return definition_of_version(task.run.version_id).steps[task.step]


def _record(past: str, clock: Clock, now: datetime, **data: Any) -> None:
    task, run = clock.task, clock.task.run
    record(
        f"{run.subject}.{past}",
        subject=(run.subject, run.subject_id),
        actor=SYSTEM,
        at=now,
        task=task.pk,
        step=task.step,
        post=task.post_id,
        purpose=clock.purpose,
        due_at=clock.due_at.isoformat(),
        **data,
    )
