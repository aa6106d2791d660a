"""When a clock is near, which light it shows, how long its bar is."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.specs import CalendarSpec, working_time_of
from yiwang.work.workflows.tests.land import MONDAY, SHANGHAI, SINCE, WEEK
from yiwang.work.workflows.timing import Light, Terms, fraction, light, moments, seconds_late

DAYS = working_time_of(CalendarSpec("x", "x", WEEK, SINCE, date(2026, 12, 31)), [])


@pytest.mark.parametrize(
    ("value", "kind", "remind", "near", "due"),
    [
        (4, "work_hour", 1, "07 12:00", "07 14:30"),
        (4, "work_hour", None, "07 12:00", "07 14:30"),  # a quarter is one hour
        (2, "work_hour", 1, "07 10:00", "07 11:00"),
        (1, "work_day", Decimal("0.25"), "08 15:15", "08 17:00"),
        (1, "work_day", 1, "08 15:15", "08 17:00"),  # a reminder as long as the limit: a quarter
        (7, "calendar_day", None, "12 15:00", "14 09:00"),
        (24, "urgent_hour", 1, "08 08:00", "08 09:00"),
    ],
)
def test_near_is_the_reminder_or_a_quarter_left(value, kind, remind, near, due):
    terms = Terms("resolve", Limit(Decimal(value), ClockKind(kind)), remind)

    at = moments(terms, DAYS, MONDAY)

    assert (f"{at.near_at:%d %H:%M}", f"{at.due_at:%d %H:%M}") == (near, due)


def clock(ended_at=None):
    return SimpleNamespace(
        state="met" if ended_at else "running",
        started_at=MONDAY,
        near_at=MONDAY + timedelta(hours=3),
        due_at=MONDAY + timedelta(hours=4),
        ended_at=ended_at,
    )


@pytest.mark.parametrize(
    ("after", "shown", "late", "share"),
    [
        (0, Light.GREEN, 0, 0),
        (179, Light.GREEN, 0, 179 / 240),
        (180, Light.AMBER, 0, 0.75),
        (240, Light.AMBER, 0, 1),
        (241, Light.RED, 60, 1),
    ],
)
def test_a_running_clock_turns_amber_then_red(after, shown, late, share):
    now = MONDAY + timedelta(minutes=after)

    assert (light(clock(), now), seconds_late(clock(), now)) == (shown, late)
    assert fraction(clock(), now) == share


@pytest.mark.parametrize(("ended", "shown"), [(200, Light.GREEN), (300, Light.RED)])
def test_an_ended_clock_keeps_its_light(ended, shown):
    much_later = datetime(2027, 1, 1, tzinfo=SHANGHAI)

    assert light(clock(MONDAY + timedelta(minutes=ended)), much_later) == shown
