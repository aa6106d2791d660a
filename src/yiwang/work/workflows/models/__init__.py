"""Definitions and their versions; runs, tasks, clocks; returns, requests, ledger, nudges;
whistles and scores; who is named; what gates refused; keys of acts."""

from yiwang.work.workflows.models.act_key import ActKey
from yiwang.work.workflows.models.attempt import CallAttempt
from yiwang.work.workflows.models.definition import Workflow, WorkflowVersion
from yiwang.work.workflows.models.ground import Ground
from yiwang.work.workflows.models.invitation import Invitation
from yiwang.work.workflows.models.ledger import Extension, LeftOut, Pause
from yiwang.work.workflows.models.naming import Naming
from yiwang.work.workflows.models.nudge import Nudge
from yiwang.work.workflows.models.recount import Recount
from yiwang.work.workflows.models.refused import RefusedDemand
from yiwang.work.workflows.models.request import Request
from yiwang.work.workflows.models.run import Clock, Run, Task
from yiwang.work.workflows.models.whistle import Score, Whistle

__all__ = [
    "ActKey",
    "CallAttempt",
    "Clock",
    "Extension",
    "Ground",
    "Invitation",
    "LeftOut",
    "Naming",
    "Nudge",
    "Pause",
    "Recount",
    "RefusedDemand",
    "Request",
    "Run",
    "Score",
    "Task",
    "Whistle",
    "Workflow",
    "WorkflowVersion",
]
