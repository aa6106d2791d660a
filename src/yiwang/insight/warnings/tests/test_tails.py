"""How unlikely a count is: exact against tables, and robust against single peaks of the past."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.insight.warnings.tails import tail, usual


@pytest.mark.parametrize(
    ("count", "mean", "variance", "expected"),
    [
        (0, 2.0, 2.0, 1.0),
        (1, 2.0, 2.0, 1 - exp(-2)),
        (10, 2.0, 2.0, 4.6498e-05),  # Poisson
        (10, 2.0, 4.0, 5.8594e-03),  # negative binomial, r = 2, p = 1/2: 12/2^11
        (60, 20.0, 20.0, 3.5e-13),
    ],
)
def test_tails_are_those_of_the_tables(count, mean, variance, expected):
    assert tail(count, mean, variance) == pytest.approx(expected, rel=0.02)


@given(st.floats(0.05, 200), st.floats(1, 8), st.integers(1, 400))
def test_a_larger_count_is_never_likelier(mean, dispersion, count):
    variance = mean * dispersion

    assert 0 <= tail(count + 1, mean, variance) <= tail(count, mean, variance) <= 1


def test_one_peak_of_the_past_does_not_become_usual():
    calm = usual([3, 2, 4, 3, 2, 3, 4, 3, 2, 3, 3, 4])

    shaken = usual([3, 2, 4, 3, 2, 3, 90, 3, 2, 3, 3, 4])

    assert calm.median == shaken.median == 3
    assert shaken.mean < 1.3 * calm.mean
    assert shaken.chance(15) < 0.001


def test_where_nothing_ever_came_something_is_unlikely_but_possible():
    never = usual([0] * 52)

    assert 0 < never.mean < 0.02
    assert never.chance(1) > 1e-3
    assert never.chance(8) < 1e-9
