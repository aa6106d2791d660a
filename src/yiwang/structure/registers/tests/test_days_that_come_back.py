"""Days of a calendar that come back: of every week, month, quarter, half-year and year."""

from datetime import date

import pytest

from yiwang.structure.registers.calendars import Calendar, fault_of
from yiwang.structure.registers.models import Entry


@pytest.mark.parametrize(
    ("every", "day", "days"),
    [
        ("week", "7", ["01-04", "01-11", "01-18", "01-25", "02-01"]),
        ("month", "31", ["01-31", "02-28", "03-31", "04-30", "05-31"]),
        ("quarter", "20", ["03-20", "06-20", "09-20", "12-20"]),
        ("half_year", "31", ["06-30", "12-31"]),
        ("year", "02-29", ["02-28"]),
    ],
)
def test_a_day_comes_back_on_its_days(every, day, days):
    entry = Entry(key="day", outcome={"every": every, "day": day, "heading": "service"})
    calendar = Calendar((("days", entry),))

    found = [each.on for each in calendar.returning(date(2026, 1, 1), date(2026, 12, 31))]

    assert fault_of(entry.outcome) is None
    assert [on.strftime("%m-%d") for on in found][: len(days)] == days
    assert len(found) == {"week": 52, "month": 12}.get(every, len(days))


@pytest.mark.parametrize(
    ("every", "day"),
    [("day", "1"), ("week", "8"), ("half_year", "32"), ("month", ""), ("year", "13-01")],
)
def test_a_day_that_is_none_is_named(every, day):
    fault = fault_of({"every": every, "day": day, "heading": "service"})

    assert fault
    assert fault[0] == ("every" if every == "day" else "day")
