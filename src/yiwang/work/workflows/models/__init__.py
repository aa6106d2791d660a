"""Definitions and their versions; runs, tasks and clocks."""

from yiwang.work.workflows.models.definition import Workflow, WorkflowVersion
from yiwang.work.workflows.models.run import Clock, Run, Task

__all__ = ["Clock", "Run", "Task", "Workflow", "WorkflowVersion"]
