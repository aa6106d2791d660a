"""Surges on generated years: how often the rule is wrong, what it finds, and that it says it once.

The numbers of decision 0039 are those printed and asserted here.
"""

from itertools import product

import numpy as np
import pytest

from yiwang.insight.warnings.rules import standard
from yiwang.insight.warnings.surges import Kinship, counted, stands_out, unexplained

RULE = standard()["surge"]
WEEKS = 52
EVEN = [7.0] * (WEEKS + 1)


def years(rng, places, mean, dispersion):
    """Weekly counts of so many places: negative binomial, Poisson at 1; the present first."""
    shape = (places, WEEKS + 1)
    if dispersion == 1:
        return rng.poisson(mean, shape)
    size = mean / (dispersion - 1)
    return rng.negative_binomial(size, 1 / dispersion, shape)


def judged(row, weights=EVEN, rule=RULE):
    return counted((1, 1), dict(enumerate(map(int, row))), weights, rule)


@pytest.mark.parametrize(("dispersion", "most"), [(1, 1e-4), (1.5, 4e-4), (3, 2e-3)])
def test_quiet_years_hardly_ever_warn(dispersion, most):
    rng, places, means = np.random.default_rng(20261126), 2_000, (0.3, 2, 8, 40, 300)
    rows = np.concatenate([years(rng, places, mean, dispersion) for mean in means])

    false = sum(stands_out(judged(row), RULE) for row in rows)

    assert false / len(rows) <= most  # of places in a week


def test_of_seasons_and_growth_one_in_a_thousand_is_told():
    rng = np.random.default_rng(7)
    week = np.arange(WEEKS + 1)
    season = 1 + 0.5 * np.sin(2 * np.pi * week / 52)  # three times as much in summer as in winter
    growth = 1.3 - 0.3 * week / WEEKS  # the latest weeks highest
    false = 0
    for _place in range(2_000):
        phase = rng.integers(0, 52)
        rows = rng.poisson(6 * np.roll(season, phase) * growth)
        false += stands_out(judged(rows), RULE)

    assert false <= 2


@pytest.mark.parametrize(
    ("mean", "times", "least"), [(0.3, 40, 0.8), (2, 10, 0.9), (8, 4, 0.8), (40, 3, 0.99)]
)
def test_planted_surges_are_found(mean, times, least):
    rng = np.random.default_rng(5)
    rows = years(rng, 1_000, mean, 1.5)
    rows[:, 0] = rng.poisson(mean * times, 1_000)

    found = sum(stands_out(judged(row), RULE) for row in rows)

    assert found / 1_000 >= least


def test_a_week_of_holidays_is_weighed_up():
    weeks = [50] * (WEEKS + 1)
    weeks[0], weights = 50, [2.0] + [6.0] * WEEKS  # two days' worth, as many as in a whole week

    short = judged(weeks, weights)

    assert short.expected == pytest.approx(50 / 3, rel=0.01)
    assert stands_out(short, RULE)
    assert not stands_out(judged(weeks), RULE)


def territory():
    """A city (1) of 3 towns (10…30) with 8 grids each; a type (1) with two below it (2, 3)."""
    areas = {1: frozenset({1})}
    for town in (10, 20, 30):
        areas[town] = frozenset({town, 1})
        areas |= {town + n: frozenset({town + n, town, 1}) for n in range(1, 9)}
    return Kinship(areas, {1: frozenset({1}), 2: frozenset({2, 1}), 3: frozenset({3, 1})})


def told_of(leaf, kinship):
    """What is told where the lowest areas have these counts: {(grid, type): weeks}."""
    summed = {}
    for (grid, kind), weeks in leaf.items():
        for place in product(kinship.areas[grid], kinship.types[kind]):
            summed[place] = summed.get(place, 0) + weeks
    seen = [
        counted(place, dict(enumerate(map(int, weeks))), EVEN, RULE)
        for place, weeks in summed.items()
    ]
    return {each.place for each in unexplained(seen, RULE, kinship)}


def quiet(kinship, rng, mean=3.0):
    grids = [area for area in kinship.areas if area % 10]
    return {
        place: rng.poisson(mean, WEEKS + 1)
        for place in product((g for g in grids if g > 1), (2, 3))
    }


def test_a_surge_in_one_grid_is_told_of_that_grid_alone():
    kinship, rng = territory(), np.random.default_rng(1)
    leaf = quiet(kinship, rng)
    leaf[11, 2][0] = 60

    assert told_of(leaf, kinship) == {(11, 2)}


def test_a_surge_all_over_a_town_is_told_once_for_the_town():
    kinship, rng = territory(), np.random.default_rng(2)
    leaf = quiet(kinship, rng)
    for grid in range(11, 19):
        leaf[grid, 2][0] = rng.poisson(14)

    assert told_of(leaf, kinship) == {(10, 2)}


def test_a_grid_far_beyond_its_town_is_told_beside_it():
    kinship, rng = territory(), np.random.default_rng(3)
    leaf = quiet(kinship, rng)
    for grid in range(11, 19):
        leaf[grid, 2][0] = rng.poisson(14)
    leaf[13, 2][0] = 130

    assert told_of(leaf, kinship) == {(10, 2), (13, 2)}


def test_both_types_at_once_are_told_as_the_type_above():
    kinship, rng = territory(), np.random.default_rng(4)
    leaf = quiet(kinship, rng)
    for kind in (2, 3):
        leaf[21, kind][0] = 16

    assert told_of(leaf, kinship) == {(21, 1)}


def test_of_what_is_told_nearly_everything_was_there():
    kinship, rng = territory(), np.random.default_rng(8)
    right, wrong, planted = 0, 0, 0
    for _week in range(60):
        leaf = quiet(kinship, rng)
        grid, kind = rng.choice([g for g in kinship.areas if g > 1 and g % 10]), rng.integers(2, 4)
        leaf[int(grid), int(kind)][0] = rng.poisson(21)  # seven times what is usual
        told = told_of(leaf, kinship)
        planted += 1
        right += (grid, kind) in told
        wrong += len(told - {(grid, kind)})

    assert (planted, right >= 54, wrong <= 3) == (60, True, True), (right, wrong)


def test_quiet_territories_say_nothing():
    kinship, rng = territory(), np.random.default_rng(6)
    told = [told_of(quiet(kinship, rng), kinship) for _week in range(40)]

    assert sum(map(len, told)) == 0
