"""What somebody does next on a rehearsed case: the open task, the act, and when it is done."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.working_time import WorkingTime
from yiwang.packs.rehearsal.plan import Fate, PlannedCase
from yiwang.work.workflows.queries import TaskLine
from yiwang.work.workflows.subjects import Inputs

RESULTS = (
    "已派人到现场核实并处理完毕，现场情况见照片。",
    "经现场查看，问题属实，当天安排整改，现已恢复正常。",
    "已与物业和居民代表商定办法，并督促落实到位。",
)
ANSWERS = (
    "您反映的问题已经办理：承办单位到现场处理，并由指挥中心核查通过。感谢您的反映。",
    "您好，这件事已办结，处理结果经核查属实。如没有解决，请在评价时选择再办一次。",
)
STILL_THERE = ("问题没有解决，请再处理一次。",)
NOBODYS = "rehearsal@example.com"  # where a type asks for a contact
REASONS = ("按权责清单，这件事由另一个部门负责。",)


@dataclass(frozen=True, slots=True)
class Move:
    """An act to come on one task."""

    task: TaskLine
    action: str
    inputs: Inputs
    at: datetime


@dataclass
class Course:
    """How far a rehearsed case has come, beyond what the record says."""

    planned: PlannedCase
    kind: str
    draw: random.Random
    code: str = ""
    run_id: int = 0
    area_id: int = 0
    is_returned: bool = False
    is_reworked: bool = False
    is_reopened: bool = False
    agrees_at: datetime | None = None  # when the parties of a dispute agree; none: no dispute
    sessions_left: int = 0


def working_hours_later(
    now: datetime, hours: float, days: WorkingTime, draw: random.Random
) -> datetime:
    """So much working time later, a few minutes more or less."""
    limit = Limit(Decimal(str(round(hours, 2))), ClockKind.WORK_HOUR)
    return days.due(now, limit) + timedelta(seconds=draw.randrange(240))


def delay(task: TaskLine, now: datetime, days: WorkingTime, draw: random.Random) -> datetime:
    """When the task is done: a share of its limit, now and then beyond it."""
    due = [clock.due_at for clock in task.clocks if clock.state == "running"]
    if not due:
        return working_hours_later(now, draw.uniform(0.2, 3), days, draw)
    first = min(due) if task.state == "open" else max(due)
    left = days.elapsed(now, first, ClockKind.WORK_HOUR) / 3600
    share = draw.triangular(0.05, 1.12, 0.35)
    return working_hours_later(now, max(left * share, 0.05), days, draw)


def rating(course: Course) -> Inputs:
    """The grade the fate asks for: low first for those who reopen or give up."""
    fate, draw = course.planned.fate, course.draw
    is_content = fate is Fate.SATISFIED or course.is_reopened
    return Inputs(
        grade=draw.choices((5, 4, 3), (6, 3, 1))[0] if is_content else draw.choice((1, 2))
    )
