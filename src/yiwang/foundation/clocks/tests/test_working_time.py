"""Due times on days that people remember, to the second."""

from datetime import UTC, date
from decimal import Decimal

import pytest

from yiwang.foundation.clocks.limits import ClockKind, Limit
from yiwang.foundation.clocks.specs import DaySpec
from yiwang.foundation.clocks.tests.calendars import at, office

CALENDAR = office()


def limit(text):
    value, kind = text.split()
    return Limit(Decimal(value), ClockKind(kind))


@pytest.mark.parametrize(
    ("start", "allowed", "due"),
    [
        # National Day 2025: off 1–8 October, made up on Sunday 28 September and Saturday the 11th
        ("2025-09-26 17:00", "1 work_hour", "2025-09-28 09:00"),
        ("2025-09-26 17:00", "1 work_day", "2025-09-28 17:30"),
        ("2025-09-30 16:00", "4 work_hour", "2025-10-09 11:00"),
        ("2025-09-30 10:00", "3 work_day", "2025-10-11 17:30"),
        ("2025-09-30 10:00", "4 work_day", "2025-10-13 17:30"),
        # National Day 2026: off 1–7 October, made up on Saturday the 10th
        ("2026-09-30 17:29", "2 work_hour", "2026-10-08 10:29"),
        ("2026-09-30 10:00", "3 work_day", "2026-10-10 17:30"),
        ("2026-10-03 10:00", "1 work_day", "2026-10-08 17:30"),
        # Spring Festival 2026: off 15–23 February, made up on Saturdays the 14th and the 28th
        ("2026-02-13 15:00", "8 work_hour", "2026-02-14 15:30"),
        ("2026-02-13 15:00", "2 work_day", "2026-02-24 17:30"),
        ("2026-02-14 17:30", "1 work_hour", "2026-02-24 09:30"),
        ("2026-02-24 09:00", "4 work_day", "2026-02-28 17:30"),
        # Spring Festival 2020 was made longer, to 2 February, when it had begun
        ("2020-01-23 17:00", "1 work_hour", "2020-02-03 09:00"),
        # an ordinary Saturday, and one that is worked
        ("2026-09-12 11:00", "1 work_hour", "2026-09-14 09:30"),
        ("2026-09-12 11:00", "1 work_day", "2026-09-14 17:30"),
        ("2026-10-10 11:00", "2 work_hour", "2026-10-10 14:30"),
        ("2026-10-10 11:00", "1 work_day", "2026-10-12 17:30"),
        # at lunch, before opening, at closing, at night
        ("2026-09-07 12:30", "1 work_hour", "2026-09-07 14:30"),
        ("2026-09-07 07:00", "1 work_hour", "2026-09-07 09:30"),
        ("2026-09-07 07:00", "1 work_day", "2026-09-08 17:30"),
        ("2026-09-07 09:00", "3 work_hour", "2026-09-07 12:00"),
        ("2026-09-07 17:30", "1 work_day", "2026-09-08 17:30"),
        ("2026-09-07 23:59", "1 work_day", "2026-09-08 17:30"),
        # parts of a day
        ("2026-09-07 09:00", "0.25 work_day", "2026-09-08 10:22:30"),
        ("2026-09-07 09:00", "0.5 work_day", "2026-09-08 13:45"),
        ("2026-09-07 09:00", "1.25 work_day", "2026-09-09 10:22:30"),
        ("2026-09-07 16:00", "0.5 work_hour", "2026-09-07 16:30"),
        # round the clock
        ("2026-09-30 22:00", "24 urgent_hour", "2026-10-01 22:00"),
        ("2026-09-30 22:00", "7 calendar_day", "2026-10-07 22:00"),
        ("2026-09-30 22:00", "0.5 calendar_day", "2026-10-01 10:00"),
        # nothing allowed
        ("2026-09-12 11:00", "0 work_hour", "2026-09-12 11:00"),
        ("2026-09-07 09:00", "0 work_day", "2026-09-07 17:30"),
    ],
)
def test_due(start, allowed, due):
    assert CALENDAR.due(at(start), limit(allowed)) == at(due)


@pytest.mark.parametrize(
    ("allowed", "pauses", "due"),
    [
        ("4 work_hour", [("11:00", "14:00")], "2026-09-07 16:00"),  # across lunch
        ("4 work_hour", [("12:00", "13:30")], "2026-09-07 14:30"),  # lunch alone
        ("4 work_hour", [("10:00", "11:00"), ("10:30", "11:30")], "2026-09-07 16:00"),
        ("4 work_hour", [("07:00", "10:00")], "2026-09-07 15:30"),  # began before the clock
        ("4 work_hour", [("14:30", "17:30")], "2026-09-07 14:30"),  # begins when it is due
        ("2 urgent_hour", [("10:30", "10:45")], "2026-09-07 11:15"),
        ("1 work_day", [("10:00", "17:30")], "2026-09-08 17:30"),  # the free day is not counted
    ],
)
def test_a_pause_moves_the_due_time_by_what_it_covers(allowed, pauses, due):
    spells = [(at(f"2026-09-07 {a}"), at(f"2026-09-07 {b}")) for a, b in pauses]

    assert CALENDAR.due(at("2026-09-07 09:00"), limit(allowed), pauses=spells) == at(due)


def test_a_pause_over_a_weekend_moves_working_days_only():
    paused = [(at("2026-09-11 08:30"), at("2026-09-15 08:30"))]  # Friday to Tuesday

    due = CALENDAR.due(at("2026-09-10 09:00"), limit("3 work_day"), pauses=paused)

    assert due == at("2026-09-17 17:30")


@pytest.mark.parametrize(
    ("spent", "due"),
    [
        (0, "2026-09-07 14:30"),
        (3600, "2026-09-07 12:00"),
        (4 * 3600 - 1, "2026-09-07 09:00:01"),
        (4 * 3600, "2026-09-07 09:00"),  # zero left
        (9 * 3600, "2026-09-07 09:00"),  # less than zero
    ],
)
def test_time_spent_by_a_returned_task_reduces_what_is_left(spent, due):
    start = at("2026-09-07 09:00")

    assert CALENDAR.due(start, limit("4 work_hour"), spent_seconds=spent) == at(due)


def test_a_redirected_working_day_limit_keeps_the_first_promise():
    first, returned = at("2026-09-07 09:00"), at("2026-09-09 10:00")
    spent = CALENDAR.elapsed(first, returned, ClockKind.WORK_DAY)

    due = CALENDAR.due(returned, limit("5 work_day"), spent_seconds=spent)

    assert spent == (27_000 + 5_400)  # the whole Tuesday and an hour and a half of Wednesday
    assert due == CALENDAR.due(first, limit("5 work_day")) == at("2026-09-14 17:30")


@pytest.mark.parametrize(
    ("start", "end", "kind", "seconds"),
    [
        ("2026-09-07 09:00", "2026-09-07 14:00", "work_hour", 3 * 3600 + 1800),
        ("2026-09-11 17:00", "2026-09-14 09:00", "work_hour", 3600),
        ("2026-09-07 09:00", "2026-09-07 17:30", "work_day", 0),
        ("2026-09-07 09:00", "2026-09-08 17:30", "work_day", 27_000),
        ("2026-09-30 09:00", "2026-10-08 08:30", "work_day", 0),
        ("2026-09-30 09:00", "2026-10-08 09:00", "urgent_hour", 8 * 86_400),
        ("2026-09-08 09:00", "2026-09-07 09:00", "calendar_day", 0),
    ],
)
def test_elapsed(start, end, kind, seconds):
    assert CALENDAR.elapsed(at(start), at(end), ClockKind(kind)) == seconds


def test_a_half_day_counts_as_a_working_day_and_ends_at_its_own_close():
    eve = DaySpec(date(2026, 2, 13), is_working=True, spans=[["08:30", "12:00"]])

    calendar = office(eve)

    assert calendar.due(at("2026-02-12 09:00"), limit("1 work_day")) == at("2026-02-13 12:00")
    assert calendar.due(at("2026-02-12 09:00"), limit("0.5 work_day")) == at("2026-02-13 10:15")
    assert calendar.due(at("2026-02-13 11:00"), limit("2 work_hour")) == at("2026-02-14 09:30")


def test_the_same_moment_in_another_zone_is_due_at_the_same_moment():
    start = at("2026-09-30 16:00")

    assert CALENDAR.due(start.astimezone(UTC), limit("3 work_day")) == at("2026-10-10 17:30")


@pytest.mark.parametrize(
    ("day", "working", "announced"),
    [
        (date(2026, 10, 1), False, True),
        (date(2026, 10, 10), True, True),
        (date(2026, 12, 31), True, True),
        (date(2027, 1, 1), True, False),  # surely a holiday, but nobody has said so yet
        (date(2014, 10, 1), True, False),
        (date(2028, 10, 7), False, False),
    ],
)
def test_days_outside_the_announced_range_follow_the_week_and_say_so(day, working, announced):
    assert (CALENDAR.is_working(day), CALENDAR.is_announced(day)) == (working, announced)


@pytest.mark.parametrize(
    ("start", "allowed", "due"),
    [
        ("2026-12-31 16:00", "2 work_hour", "2027-01-01 09:00"),
        ("2030-10-04 10:00", "6 work_day", "2030-10-14 17:30"),
        ("2010-10-01 16:00", "2 work_hour", "2010-10-04 09:00"),
        ("2014-12-31 10:00", "1 work_day", "2015-01-04 17:30"),
    ],
)
def test_the_ordinary_week_goes_on_beyond_the_table(start, allowed, due):
    assert CALENDAR.due(at(start), limit(allowed)) == at(due)
