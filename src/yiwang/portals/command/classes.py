"""Classes for colouring a map: as many areas in each as can be, equal values never parted. Pure.

Up to five classes are told apart by everybody in one hue from light to dark; the legend says the
bounds in words.
"""

from bisect import bisect_left
from collections.abc import Collection
from decimal import Decimal

MOST = 5


def upper_bounds(values: Collection[Decimal], most: int = MOST) -> list[Decimal]:
    """The largest value of each class, ascending; empty where there are no values."""
    ordered = sorted(values)
    if len(set(ordered)) <= most:
        return sorted(set(ordered))
    ends = [ordered[(place + 1) * len(ordered) // most - 1] for place in range(most)]
    return sorted(set(ends))


def class_of(value: Decimal, bounds: list[Decimal]) -> int:
    """The place of the class of a value, from 0."""
    return min(bisect_left(bounds, value), len(bounds) - 1)
