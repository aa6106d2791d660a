"""Due and elapsed against the minute-by-minute oracle, over every announced year."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.foundation.clocks.announced import announced_days_cn
from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.specs import DaySpec
from yiwang.foundation.clocks.tests.calendars import SHANGHAI, office
from yiwang.foundation.clocks.tests.minute_oracle import MinuteOracle

MORNING, WHOLE = set(range(510, 720)), set(range(510, 720)) | set(range(810, 1050))
HALF_DAYS = [
    DaySpec(date(year, 2, 10), is_working=True, spans=[["08:30", "12:00"]])
    for year in range(2015, 2027)
]
CALENDAR = office(*HALF_DAYS)
ORACLE = MinuteOracle(
    [WHOLE] * 5 + [set()] * 2,
    {day.day: WHOLE if day.is_working else set() for day in announced_days_cn()}
    | {day.day: MORNING for day in HALF_DAYS},
)
FIRST = datetime(2015, 1, 1, tzinfo=SHANGHAI)
MINUTES = 12 * 365 * 24 * 60
DIFFERING = sorted(CALENDAR.days)

anywhere = st.integers(0, MINUTES).map(lambda minutes: FIRST + timedelta(minutes=minutes))
near_holidays = st.builds(
    lambda day, minutes: (
        datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(minutes=minutes)
    ),
    st.sampled_from(DIFFERING),
    st.integers(-3 * 1440, 2 * 1440),
)
moments = st.one_of(anywhere, near_holidays)
kinds = st.sampled_from(list(ClockKind))
quarters = st.integers(1, 24).map(lambda quarter: Decimal(quarter) / 4)
spells = st.lists(st.tuples(st.integers(0, 6000), st.integers(0, 3000)), max_size=3)
thorough = settings(deadline=None, max_examples=120)


def pauses_after(start, spells):
    begins = [(start + timedelta(minutes=offset), length) for offset, length in spells]
    return [(begin, begin + timedelta(minutes=length)) for begin, length in begins]


@thorough
@given(moments, quarters, kinds, spells)
def test_due_is_where_the_minutes_are_used_up(start, value, kind, spells):
    pauses = pauses_after(start, spells)

    due = CALENDAR.due(start, Limit(value, kind), pauses=pauses)

    walked = ORACLE.due(start, Fraction(value), kind, pauses)
    assert timedelta() <= walked - due < timedelta(minutes=1)


@thorough
@given(moments, st.integers(0, 9 * 1440), kinds, spells)
def test_elapsed_counts_the_minutes_walked(start, minutes, kind, spells):
    end = start + timedelta(minutes=minutes)
    pauses = pauses_after(start, spells)

    elapsed = CALENDAR.elapsed(start, end, kind, pauses=pauses)

    walked = ORACLE.used(start, end, kind, pauses) * CALENDAR.seconds_of(Limit(Decimal(1), kind))
    assert abs(elapsed - walked) <= 1 + len(pauses)


@thorough
@given(moments, quarters, kinds, st.integers(0, 100_000), spells)
def test_elapsed_reaches_the_limit_at_the_due_second_and_not_before(
    start, value, kind, spent, spells
):
    limit = Limit(value, kind)
    pauses = pauses_after(start, spells)
    due = CALENDAR.due(start, limit, spent_seconds=spent, pauses=pauses)

    used = [
        CALENDAR.elapsed(start, moment, kind, spent_seconds=spent, pauses=pauses)
        for moment in (due - timedelta(seconds=1), due)
    ]

    wanted = CALENDAR.seconds_of(limit)
    assert used[1] >= wanted
    assert due == start or used[0] < wanted


@thorough
@given(moments, quarters, kinds, st.integers(0, 5 * 1440))
def test_a_following_task_inherits_exactly_what_is_left(start, value, kind, minutes):
    limit = Limit(value, kind)
    promised = CALENDAR.due(start, limit)
    returned = min(start + timedelta(minutes=minutes), promised)

    spent = CALENDAR.elapsed(start, returned, kind)
    again = CALENDAR.due(returned, limit, spent_seconds=spent)

    if spent:
        assert abs(again - promised) <= timedelta(seconds=2)  # half days run at double speed
    else:
        assert again >= promised


@thorough
@given(moments, quarters, kinds, st.integers(0, 5000), st.integers(0, 5000))
def test_spent_time_adds_up_over_any_number_of_tasks(start, value, kind, first, second):
    middle = start + timedelta(minutes=first)
    end = middle + timedelta(minutes=second)

    spent = CALENDAR.elapsed(start, middle, kind)

    if spent:
        total = CALENDAR.elapsed(middle, end, kind, spent_seconds=spent)
        assert total == CALENDAR.elapsed(start, end, kind)


@thorough
@given(moments, st.integers(0, 5000), quarters, quarters, kinds, st.integers(0, 40_000))
def test_due_never_falls_when_start_or_limit_grow_and_never_rises_with_spent_time(
    start, minutes, value, more, kind, spent
):
    due = CALENDAR.due(start, Limit(value, kind), spent_seconds=spent)
    later = start + timedelta(minutes=minutes)

    assert CALENDAR.due(later, Limit(value, kind), spent_seconds=spent) >= due
    assert CALENDAR.due(start, Limit(value + more, kind), spent_seconds=spent) >= due
    assert CALENDAR.due(start, Limit(value, kind), spent_seconds=spent + minutes) <= due
