"""Classes for colouring: about as many areas in each, equal values in one."""

from decimal import Decimal

import pytest

from yiwang.portals.command.classes import class_of, upper_bounds


def numbers(*values):
    return [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ((), ()),
        ((7,), (7,)),
        ((0, 0, 0, 3), (0, 3)),
        (tuple(range(1, 11)), (2, 4, 6, 8, 10)),
        ((0, 0, 0, 0, 0, 0, 0, 1, 2, 9), (0, 1, 2, 9)),
        ((0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 9), (0, 1, 3, 9)),
    ],
)
def test_bounds_are_the_largest_values_of_their_classes(values, bounds):
    assert upper_bounds(numbers(*values)) == numbers(*bounds)


def test_every_value_has_the_first_class_that_reaches_it():
    bounds = upper_bounds(numbers(*range(1, 11)))

    assert [class_of(Decimal(value), bounds) for value in (1, 2, 3, 10)] == [0, 0, 1, 4]
