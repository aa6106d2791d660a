"""A run that had ended is under way again, in the step that decides whether it is handled again.

The time since its end does not count: nobody was at work on it.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.queries import working_time
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.work.workflows.closing import cancel_call_backs, cancel_tasks
from yiwang.work.workflows.definition.schema import Definition
from yiwang.work.workflows.definition.store import definition_of_version
from yiwang.work.workflows.models import Clock, Pause, Run, Task
from yiwang.work.workflows.opening import enter
from yiwang.work.workflows.pausing import pauses_of_run
from yiwang.work.workflows.reckoning import MOMENTS, PLANNED, ledger_of, plan_next, reckon
from yiwang.work.workflows.setting import Setting
from yiwang.work.workflows.subjects import subject_of

COUNTED = "closed.request_reopen"  # in `act_counts`: how often the reporter came back to it


def reopen_until(run: Run) -> datetime | None:
    """Until when its reporter may say that what was closed is not solved; None: not any more."""
    reopening = definition_of_version(run.version_id).reopening
    if run.is_open or run.ended_at is None or reopening is None:
        return None
    if run.outcome not in reopening.outcomes or run.act_counts.get(COUNTED, 0) >= reopening.times:
        return None
    within = Limit(reopening.within.value, ClockKind(reopening.within.clock))
    return _days(definition_of_version(run.version_id), run).due(run.ended_at, within)


def revive(
    setting: Setting, tasks: Collection[Task], clocks: Sequence[Clock], to: str
) -> list[Task]:
    """Open the step; what was to be decided or called about the end needs it no more. The caller
    saves the run."""
    run = setting.run
    cancel_tasks(tasks, setting.now, "reopened")
    cancel_call_backs(tasks, setting.now)
    _go_on_counting(setting, clocks)
    run.is_open, run.ended_at, run.outcome = True, None, ""
    subject_of(run.subject).revived(run.subject_id, now=setting.now)
    return enter(setting, to)


def _go_on_counting(setting: Setting, clocks: Sequence[Clock]) -> None:
    """The clock of the whole goes on as if it had stood still since the end."""
    run, pending = setting.run, setting.pending
    whole = next((clock for clock in clocks if clock.task_id is None), None)
    if whole is None or run.ended_at is None:
        return
    rest = Pause(run=run, kind="reporter", began_at=run.ended_at, ended_at=setting.now)
    pending.add(rest)
    reckon(whole, ledger_of(run.pk, [*pauses_of_run(run.pk), rest]))
    whole.state, whole.ended_at = "running", None
    limit = setting.definition.limit
    plan_next(whole, setting.now, is_told=bool(limit and limit.escalate))
    pending.change(whole, "ended_at", *MOMENTS, *PLANNED)


def _days(definition: Definition, run: Run) -> WorkingTime:
    calendar = subject_of(run.subject).situation(run.subject_id).calendar
    return working_time(calendar or definition.calendar)
