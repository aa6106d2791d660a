"""The periods that everything that comes round again comes round in."""

from datetime import date

import pytest

from yiwang.foundation.periods import span_around, span_before, spans_back


@pytest.mark.parametrize(
    ("every", "on", "since", "until", "before"),
    [
        ("month", "2024-02-29", "2024-02-01", "2024-02-29", "2024-01-01"),
        ("month", "2026-12-31", "2026-12-01", "2026-12-31", "2026-11-01"),
        ("quarter", "2026-01-01", "2026-01-01", "2026-03-31", "2025-10-01"),
        ("quarter", "2026-11-27", "2026-10-01", "2026-12-31", "2026-07-01"),
        ("half_year", "2026-06-30", "2026-01-01", "2026-06-30", "2025-07-01"),
        ("year", "2026-11-27", "2026-01-01", "2026-12-31", "2025-01-01"),
    ],
)
def test_a_day_lies_in_one_period_after_another(every, on, since, until, before):
    day = date.fromisoformat(on)
    span = span_around(day, every)

    assert [str(span.since), str(span.until)] == [since, until]
    assert str(span_before(day, every).since) == before
    assert span.days_left(span.until) == 0
    assert list(spans_back(day, every, 2)) == [span, span_before(day, every)]
