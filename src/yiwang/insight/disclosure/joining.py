"""Tables that hang together: what a quarter adds up from its months, as those were published."""

from collections.abc import Sequence

from yiwang.insight.disclosure.tables import Frame, Sum, Table, spans_of_small


def alone(frame: Frame, counts: Sequence[int]) -> Table:
    """A table that nothing published hangs together with."""
    return Table(counts, frame.sums(), spans=spans_of_small(counts))


def with_parts(frame: Frame, parts: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Table:
    """The table of a quarter behind those of its months (counts, withheld): their cells come
    first, month by month, and stay as they were published."""
    sums, size = frame.sums(), len(parts[0][0])
    whole = [sum(each) for each in zip(*(counts for counts, _ in parts), strict=True)]
    values = [number for counts, _ in parts for number in counts] + whole
    shifted = [
        Sum(each.total + at * size, tuple(part + at * size for part in each.parts))
        for at in range(len(parts) + 1)
        for each in sums
    ]
    over_time = [
        Sum(len(parts) * size + cell, tuple(at * size + cell for at in range(len(parts))))
        for cell in range(size)
    ]
    hidden = {at * size + cell for at, (_, withheld) in enumerate(parts) for cell in withheld}
    return Table(
        values,
        [*shifted, *over_time],
        hidden=hidden,
        kept_open=frozenset(range(len(parts) * size)) - hidden,
        spans=spans_of_small(values),
    )


def last_of(table: Table, size: int) -> tuple[list[int], list[int]]:
    """Counts and withheld positions of the last table that was joined."""
    first = len(table.values) - size
    return list(table.values[first:]), sorted(at - first for at in table.hidden if at >= first)
