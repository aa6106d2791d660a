"""Counts in public: nothing below ten, and nothing that gives such a count away."""

from yiwang.portals.resident.published import LABELS, NOT_SHOWN, shown_counts


def test_count_below_ten_is_hidden_with_what_would_tell_it():
    counts = {"open": 40, "closed_dissatisfied": 4, "declined": 30, "withdrawn": 0}

    assert shown_counts(counts) == {
        "open": (LABELS["open"], NOT_SHOWN),
        "closed_dissatisfied": (LABELS["closed_dissatisfied"], NOT_SHOWN),
        "declined": (LABELS["declined"], "30"),
        "withdrawn": (LABELS["withdrawn"], "0"),
    }


def test_counts_of_ten_and_more_are_shown():
    assert shown_counts({"open": 10, "waiting": 11}) == {
        "open": (LABELS["open"], "10"),
        "waiting": (LABELS["waiting"], "11"),
    }
