"""The calendars that the clocks are tested and measured with."""

from datetime import datetime
from zoneinfo import ZoneInfo

from yiwang.foundation.clocks.announced import (
    ANNOUNCED_FROM,
    ANNOUNCED_THROUGH,
    announced_days_cn,
)
from yiwang.foundation.clocks.specs import CalendarSpec, DaySpec, working_time_of
from yiwang.foundation.clocks.working_time import WorkingTime

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE_DAY = [["08:30", "12:00"], ["13:30", "17:30"]]
OFFICE = CalendarSpec(
    key="office",
    name="机关工作日历",
    name_en="Office calendar",
    week=[*[OFFICE_DAY] * 5, [], []],
    announced_from=ANNOUNCED_FROM,
    announced_through=ANNOUNCED_THROUGH,
)


def office(*more: DaySpec) -> WorkingTime:
    """Monday to Friday 08:30–12:00 and 13:30–17:30, with all announced days, and `more`."""
    return working_time_of(OFFICE, [*announced_days_cn(), *more])


def at(text: str) -> datetime:
    """`2026-09-07 09:00` in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
