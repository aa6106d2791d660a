"""What an attacker makes of everything that is published: no number below ten."""

from random import Random

import pytest

from yiwang.insight.disclosure.guessing import ranges, told
from yiwang.insight.disclosure.joining import alone, last_of, with_parts
from yiwang.insight.disclosure.tables import LEAST, Frame, Node, Sum, Table, spans_of_small
from yiwang.insight.disclosure.tests.attacker import Attacker
from yiwang.insight.disclosure.tests.samples import FATES, counts_of, document, frame_of
from yiwang.insight.disclosure.withholding import withhold

MONTHS = ("1", "2", "3")
QUARTERS = {"Q": MONTHS}


def published(seed, hide):
    """Three months and their quarter; what is true of each cell, and what everybody reads."""
    random = Random(seed)
    frame = frame_of(random)
    months = []
    for _ in MONTHS:
        table = alone(frame, counts_of(random, frame))
        hide(table)
        months.append(last_of(table, len(table.values)))
    joined = with_parts(frame, months)
    hide(joined)
    quarter = last_of(joined, len(frame.cells()))
    true, documents = {}, []
    for version, (counts, withheld) in zip((*MONTHS, "Q"), (*months, quarter), strict=True):
        shown = [None if at in set(withheld) else n for at, n in enumerate(counts)]
        documents.append(document(version, frame, shown))
        for (a, k, f), number in zip(frame.cells(), counts, strict=True):
            true[version, a.key, k.key, f.key] = number
    return true, documents, joined


def only_small_ones(table):
    """What many offices do: nothing but the numbers below ten is left out."""
    table.hidden |= table.spans.keys() - table.kept_open


def one_more_in_each_row(table):
    """The next best: a second cell in each sum, and nobody looks at it all together."""
    only_small_ones(table)
    for each in table.sums:
        if len(unknown := [cell for cell in each.cells if cell in table.hidden]) == 1:
            left = [cell for cell in each.cells if cell not in {*unknown, *table.kept_open}]
            table.hidden |= set(sorted(left, key=lambda cell: table.values[cell])[:1])


@pytest.mark.parametrize("seed", range(24))
def test_attacker_recovers_no_number_below_ten(seed):
    true, documents, joined = published(seed, withhold)

    found = Attacker(documents, QUARTERS).recovered()

    assert all(found[cell] == true[cell] for cell in found)  # the attacker makes no mistakes
    assert {cell: number for cell, number in found.items() if number < LEAST} == {}
    assert told(joined) == []


@pytest.mark.parametrize("hide", [only_small_ones, one_more_in_each_row])
def test_the_same_attacker_breaks_what_is_usually_done(hide):
    broken = 0
    for seed in range(20):
        true, documents, _ = published(seed, hide)
        found = Attacker(documents, QUARTERS).recovered()
        assert all(found[cell] == true[cell] for cell in found)
        broken += any(number < LEAST for number in found.values())

    assert broken > 10


def test_months_protected_each_by_itself_do_not_protect_their_quarter():
    """Quarter and months subtracted: why a quarter is decided on together with its months."""

    def published_apart(seed):
        random = Random(seed)
        frame = frame_of(random)
        tables = [alone(frame, counts_of(random, frame)) for _ in MONTHS]
        whole = [sum(each) for each in zip(*(t.values for t in tables), strict=True)]
        tables.append(alone(frame, whole))
        for table in tables:
            withhold(table)
        return [
            document(version, frame, table.shown())
            for version, table in zip((*MONTHS, "Q"), tables, strict=True)
        ]

    found = [Attacker(published_apart(seed), QUARTERS).recovered() for seed in range(20)]

    assert sum(any(n < LEAST for n in each.values()) for each in found) > 3


@pytest.mark.parametrize("seed", range(12))
def test_a_small_number_may_be_anything_from_nothing_to_ten(seed):
    random = Random(seed)
    frame = frame_of(random)
    table = alone(frame, counts_of(random, frame))

    withhold(table)

    small = [cell for cell, number in enumerate(table.values) if number < LEAST]
    for low, high in ranges(table, small).values():
        assert low < 1e-6
        assert high > LEAST - 1e-6


def test_what_gives_nothing_away_is_shown():
    frame = Frame((Node("W", ""), Node("A", "", above="W")), (Node("all", ""),), FATES[:1])
    table = alone(frame, [40, 40])

    withhold(table)

    assert table.shown() == [40, 40]


def test_two_small_parts_of_a_small_whole_take_the_whole_along():
    values = [12, 4, 5, 3]
    table = Table(values, [Sum(0, (1, 2, 3))], spans=spans_of_small(values))
    withhold(table)
    assert table.shown() == [12, None, None, None]

    values = [9, 4, 5]
    table = Table(values, [Sum(0, (1, 2))], spans=spans_of_small(values))
    withhold(table)
    assert table.shown() == [None, None, None]
