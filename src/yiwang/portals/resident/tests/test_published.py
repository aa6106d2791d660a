"""Counts in public: nothing below ten, and nothing that gives such a count away."""

from yiwang.portals.resident.published import LABELS, NOT_SHOWN, shown_counts


def test_count_below_ten_is_hidden_with_the_next_smallest():
    counts = {"open": 4, "declined": 30, "waiting": 12, "withdrawn": 0}

    assert shown_counts(counts) == [
        (LABELS["open"], NOT_SHOWN),
        (LABELS["declined"], "30"),
        (LABELS["waiting"], NOT_SHOWN),
        (LABELS["withdrawn"], "0"),
    ]


def test_two_hidden_counts_protect_each_other():
    counts = {"open": 4, "declined": 3, "waiting": 12}

    assert [text for _, text in shown_counts(counts)] == [NOT_SHOWN, NOT_SHOWN, "12"]


def test_counts_of_ten_and_more_are_shown():
    assert shown_counts({"open": 10, "waiting": 11}) == [
        (LABELS["open"], "10"),
        (LABELS["waiting"], "11"),
    ]
