"""The announced days that come with the program."""

from collections import Counter
from datetime import date

from yiwang.foundation.clocks.announced import announced_days_cn


def test_only_official_years_and_only_days_that_differ_from_the_week():
    days = announced_days_cn()

    assert {day.day.year for day in days} == set(range(2015, 2027))
    assert [day for day in days if day.is_working == (day.day.weekday() < 5)] == []
    assert len({day.day for day in days}) == len(days) == 289


def test_2026_is_what_the_state_council_announced():
    days = [day for day in announced_days_cn() if day.day.year == 2026]

    assert Counter(day.is_working for day in days) == {False: 19, True: 6}
    assert [day.day for day in days if day.is_working] == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]
    assert {day.source for day in days} == {"国务院办公厅关于节假日安排的通知"}
