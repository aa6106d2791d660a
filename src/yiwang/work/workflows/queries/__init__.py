"""Every read of runs, tasks and clocks that another app or a page needs."""

from yiwang.work.workflows.definition.store import definition_in_force, definition_of_version
from yiwang.work.workflows.queries.ahead import Ahead, ahead
from yiwang.work.workflows.queries.inbox import InboxItem, duty_queue, inbox
from yiwang.work.workflows.queries.lines import ClockLine
from yiwang.work.workflows.queries.parts_in_it import why_had_a_part
from yiwang.work.workflows.queries.possible import PossibleAction, possible_actions
from yiwang.work.workflows.queries.published import PublishedVersion, workflows_in_force
from yiwang.work.workflows.queries.runs import (
    TaskLine,
    definition_of,
    reporter_task,
    run_of,
    task_of_reporter,
    tasks_of,
)
from yiwang.work.workflows.queries.unfilled import Unfilled, unfilled_in_reach
from yiwang.work.workflows.timing import Light, fraction, light, seconds_late

__all__ = [
    "Ahead",
    "ClockLine",
    "InboxItem",
    "Light",
    "PossibleAction",
    "PublishedVersion",
    "TaskLine",
    "Unfilled",
    "ahead",
    "definition_in_force",
    "definition_of",
    "definition_of_version",
    "duty_queue",
    "fraction",
    "inbox",
    "light",
    "possible_actions",
    "reporter_task",
    "run_of",
    "seconds_late",
    "task_of_reporter",
    "tasks_of",
    "unfilled_in_reach",
    "why_had_a_part",
    "workflows_in_force",
]
