"""The periods that obligations come round in."""

from datetime import date

import pytest

from yiwang.structure.registers.periods import period_before, period_of


@pytest.mark.parametrize(
    ("every", "on", "first", "last", "before"),
    [
        ("month", "2024-02-29", "2024-02-01", "2024-02-29", "2024-01-01"),
        ("month", "2026-12-31", "2026-12-01", "2026-12-31", "2026-11-01"),
        ("quarter", "2026-01-01", "2026-01-01", "2026-03-31", "2025-10-01"),
        ("quarter", "2026-11-27", "2026-10-01", "2026-12-31", "2026-07-01"),
        ("half_year", "2026-06-30", "2026-01-01", "2026-06-30", "2025-07-01"),
        ("year", "2026-11-27", "2026-01-01", "2026-12-31", "2025-01-01"),
    ],
)
def test_a_day_lies_in_one_period_after_another(every, on, first, last, before):
    period = period_of(every, date.fromisoformat(on))

    assert [str(day) for day in period] == [first, last]
    assert str(period_before(every, date.fromisoformat(on)).first) == before
    assert period.left(period.last) == 0
