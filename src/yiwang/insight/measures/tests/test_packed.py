"""Packed numbers say what counting one by one says, and equal contents are equal bytes."""

from collections import Counter

import numpy as np
import pytest

from yiwang.insight.measures.packed import (
    BLOCKS,
    MORE_SPOTS,
    blocks_between,
    days_with,
    hours_with,
    read_hours,
)

HERE, THERE = 608_000_000_000_000_000, 608_000_000_000_000_001


def more_hours(**cases):
    return b"".join(
        int(hour[1:]).to_bytes(4) + number.to_bytes(4, signed=True)
        for hour, number in cases.items()
    )


def more_spots(*rows):
    return np.array(list(rows), MORE_SPOTS).tobytes()


def month(*changes):
    """The rows of a month after these changes, each taken in by itself."""
    rows = {}
    for change in changes:
        first = min(np.frombuffer(change, MORE_SPOTS)["day"])
        before = max((day for day in rows if day < first), default=first)
        read = {day: packed for day, packed in rows.items() if day >= before}
        told = rows | days_with(read, change)
        rows = {day: packed for day, packed in told.items() if packed}
    return rows


def read(packed):
    return {block: tuple(cases) for block, cases in np.frombuffer(packed, BLOCKS).tolist()}


def test_hours_are_in_order_and_without_noughts_in_whatever_order_they_came():
    one = hours_with(hours_with(b"", more_hours(h5=2, h300=1)), more_hours(h0=1, h300=-1))
    other = hours_with(hours_with(b"", more_hours(h0=1)), more_hours(h5=2))

    assert one == other
    assert [each.tolist() for each in read_hours(one)] == [[0, 5], [1, 2]]
    assert hours_with(one, more_hours(h5=-2, h0=-1)) == b""


def test_a_day_tells_of_the_days_before_it_and_changes_those_after():
    rows = month(
        more_spots((2, HERE, 0, 1), (9, THERE, 6, 3)),
        more_spots((4, HERE, 0, 5)),  # late: between both
    )

    assert {day: read(packed) for day, packed in rows.items()} == {
        2: {HERE: (1, 0, 0, 0, 0, 0, 0)},
        4: {HERE: (6, 0, 0, 0, 0, 0, 0)},
        9: {HERE: (6, 0, 0, 0, 0, 0, 0), THERE: (0, 0, 0, 0, 0, 0, 3)},
    }


@pytest.mark.parametrize("day", [2, 4, 9])
def test_a_day_on_which_nothing_is_left_is_kept_no_more(day):
    changes = [(2, HERE, 0, 1), (4, HERE, 1, 2), (9, THERE, 6, 3)]
    [gone] = [each for each in changes if each[0] == day]
    rest = [each for each in changes if each is not gone]

    rows = month(more_spots(*changes), more_spots((*gone[:3], -gone[3])))

    assert rows == month(more_spots(*rest))
    assert rows.keys() == {each[0] for each in rest}
    assert month(more_spots(*rest), *(more_spots((*each[:3], -each[3])) for each in rest)) == {}


@pytest.mark.parametrize("seed", range(20))
def test_any_order_of_many_changes_makes_the_rows_that_counting_makes(seed):
    chance = np.random.default_rng(seed)
    days, places = chance.integers(0, 31, 400), chance.integers(0, 7, 400)
    cases = [
        (int(day), HERE + int(chance.integers(0, 9)), int(place), 1)
        for day, place in zip(days, places, strict=True)
    ]
    gone, kept = cases[:150], cases[150:]
    taken = [(*each[:3], -1) for each in gone]
    parts = np.array_split(np.array([*cases, *taken], MORE_SPOTS), 12)

    rows = month(*(part.tobytes() for part in parts))

    assert rows == month(more_spots(*kept))
    for first in range(1, 31, 7):
        blocks, told = blocks_between([(1, upto(rows, 30)), (-1, upto(rows, first - 1))])
        right = Counter((block, place) for day, block, place, _one in kept if day >= first)
        counted = {
            (block, place): number
            for block, numbers in zip(blocks.tolist(), told.tolist(), strict=True)
            for place, number in enumerate(numbers)
            if number
        }
        assert counted == right


def upto(rows, day):
    """The last row there is up to a day."""
    return rows[max(each for each in rows if each <= day)]
