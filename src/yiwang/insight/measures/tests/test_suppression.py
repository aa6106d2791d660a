"""Hidden counts stay hidden from whoever knows everything else, the rule of hiding included."""

from collections import defaultdict
from itertools import product

import pytest

from yiwang.insight.measures.suppression import hidden, tells_missing_ratings


def test_count_below_ten_is_hidden_with_all_that_would_tell_it():
    counts = {"open": 50, "closed_dissatisfied": 4, "unanswered": 40, "declined": 30}

    assert hidden(counts) == {"open", "closed_dissatisfied", "unanswered"}


def test_counts_of_ten_and_none_are_shown():
    assert hidden({"open": 10, "closed_dissatisfied": 11, "unanswered": 0, "declined": 0}) == set()


def test_count_that_nothing_beside_it_tells_is_hidden_alone():
    assert hidden({"withdrawn": 4, "open": 40}) == {"withdrawn"}


LEAST, MOST = 3, 7  # small numbers stand for ten and more: every world can be tried
Shown = tuple[object, ...]


def closed_worlds():
    """Every fate of a few accepted cases: solved, open (some of them rated before they were
    reopened), closed dissatisfied; and how many closed ones were never rated."""
    for solved, still_open, dissatisfied in product(range(MOST), repeat=3):
        for rated_open, unanswered in product(range(still_open + 1), range(MOST)):
            if unanswered <= solved + dissatisfied:
                rated = solved + dissatisfied - unanswered + rated_open
                cells = {
                    "open": still_open,
                    "closed_dissatisfied": dissatisfied,
                    "unanswered": unanswered,
                }
                accepted = solved + still_open + dissatisfied
                if accepted < LEAST:
                    continue  # no rate over so few is published
                if tells_missing_ratings(solved, accepted, unanswered, LEAST):
                    rated = None
                yield cells, (solved, accepted, rated)


def other_worlds():
    """Every fate of a few cases that were not accepted; how many there are is known."""
    for declined, waiting, withdrawn in product(range(MOST), repeat=3):
        cells = {"declined": declined, "waiting": waiting, "withdrawn": withdrawn}
        yield cells, (declined + waiting + withdrawn,)


@pytest.mark.parametrize("worlds", [closed_worlds, other_worlds])
def test_no_small_count_can_be_derived_from_all_that_is_shown(worlds):
    """Worlds that look the same differ in every small count. Those at the edge of what is tried
    have neighbours beyond it and are not asked."""
    possible: dict[Shown, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    asked = []
    for cells, known in worlds():
        secret = hidden(cells, least=LEAST)
        look = (*known, *((name, None if name in secret else cells[name]) for name in cells))
        for name in secret:
            possible[look][name].add(cells[name])
        if secret and max(cells.values()) < MOST - 2:
            asked.append((cells, look, secret))

    derived = [
        (cells, name)
        for cells, look, secret in asked
        for name in secret
        if 0 < cells[name] < LEAST and len(possible[look][name]) == 1
    ]
    assert len(asked) > 50
    assert derived == []


def test_hiding_only_what_is_small_would_be_seen_through():
    """The test above can fail: without ties, open is what accepted and solved leave over."""
    possible: dict[Shown, set[int]] = defaultdict(set)
    for cells, known in closed_worlds():
        secret = hidden(cells, ties=(), least=LEAST)
        if secret == {"closed_dissatisfied"}:  # and nothing else is
            possible[(*known, cells["open"])].add(cells["closed_dissatisfied"])

    assert {len(values) for values in possible.values()} == {1}
