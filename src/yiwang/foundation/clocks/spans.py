"""Spans of working time within a day: `["08:30", "12:00"]` as people write it, seconds as we count.

A day ends at "24:00". Times are local to the calendar; a span never crosses midnight.
"""

import re
from collections.abc import Sequence

DAY = 86_400  # seconds
Span = tuple[int, int]  # seconds after local midnight: from, to (not included)
Spans = tuple[Span, ...]
_TIME = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


def spans_of(written: Sequence[Sequence[str]]) -> Spans:
    """Read one day's spans. Raises ValueError with the first one that cannot be used."""
    spans: list[Span] = []
    for pair in written:
        span = _span(pair)
        if spans and span[0] < spans[-1][1]:
            raise ValueError("–".join(pair))
        spans.append(span)
    return tuple(spans)


def length(spans: Spans) -> int:
    """Working seconds of a day with these spans."""
    return sum(end - start for start, end in spans)


def worked_seconds(spans: Spans, second: int) -> int:
    """Working seconds of a day with these spans up to `second` after midnight."""
    return sum(min(second, end) - start for start, end in spans if start < second)


def second_after(spans: Spans, worked: int) -> int:
    """The first second of the day by which so much was worked; 0 when nothing has to be."""
    if worked <= 0:
        return 0
    for start, end in spans:
        if worked <= end - start:
            return start + worked
        worked -= end - start
    raise ValueError("a day has no more working time than its spans")


def _span(pair: Sequence[str]) -> Span:
    times = [_second(time) for time in pair]
    if len(times) != 2 or times[0] >= times[1]:
        raise ValueError("–".join(pair))
    return times[0], times[1]


def _second(time: str) -> int:
    match = _TIME.fullmatch(time)
    if match is None or time > "24:00":
        raise ValueError(time)
    return int(match[1]) * 3600 + int(match[2]) * 60
