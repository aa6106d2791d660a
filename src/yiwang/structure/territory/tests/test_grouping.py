from collections import Counter

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from yiwang.structure.territory.grouping import TooManyPieces, _reached, grouped, neighbours_of


def board(wide, high):
    """Squares of 100 m that fill a rectangle, row by row."""
    return [
        shapely.box(100 * x, 100 * y, 100 * x + 100, 100 * y + 100)
        for y in range(high)
        for x in range(wide)
    ]


def is_whole(neighbours, numbers):
    """Whether every group is in one piece."""
    groups = {}
    for place, number in enumerate(numbers):
        groups.setdefault(number, set()).add(place)
    return all(_reached(neighbours, min(group), group) == group for group in groups.values())


def test_areas_that_meet_in_a_corner_are_no_neighbours():
    assert neighbours_of(board(2, 2)) == {0: {1, 2}, 1: {0, 3}, 2: {0, 3}, 3: {1, 2}}


def test_borders_digitised_a_metre_apart_still_touch():
    apart = [shapely.box(0, 0, 99, 100), shapely.box(100, 0, 200, 100)]

    assert neighbours_of(apart) == {0: {1}, 1: {0}}


def test_equal_areas_make_equal_groups():
    neighbours = neighbours_of(board(6, 6))

    numbers = grouped(neighbours, [1.0] * 36, 6)

    assert set(Counter(numbers).values()) == {6}
    assert is_whole(neighbours, numbers)
    assert numbers == grouped(neighbours, [1.0] * 36, 6)


def test_a_heavy_area_stands_nearly_alone():
    neighbours = neighbours_of(board(5, 1))

    assert grouped(neighbours, [4.0, 1.0, 1.0, 1.0, 1.0], 2) == [0, 1, 1, 1, 1]


def test_a_star_can_be_parted():
    star = {0: frozenset({1, 2, 3, 4}), **{n: frozenset({0}) for n in (1, 2, 3, 4)}}

    assert is_whole(star, grouped(star, [1.0] * 5, 4))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=20, max_size=20), st.integers(1, 20))
def test_there_are_as_many_whole_groups_as_asked_for(weights, count):
    neighbours = neighbours_of(board(5, 4))

    numbers = grouped(neighbours, [float(weight) for weight in weights], count)

    assert set(numbers) == set(range(count))
    assert is_whole(neighbours, numbers)


def test_islands_need_a_group_each():
    islands = [shapely.box(0, 0, 100, 100), shapely.box(900, 0, 999, 100), *board(2, 1)]
    neighbours = neighbours_of([shapely.box(5000, 0, 5100, 100), *islands[1:]])

    with pytest.raises(TooManyPieces) as refusal:
        grouped(neighbours, [1.0] * 4, 2)

    assert refusal.value.pieces == 3
    assert len(set(grouped(neighbours, [1.0] * 4, 3))) == 3
