"""Which counts stay hidden in public: those below ten, and those that would give one of them away
(privacy.md 20).

Counts are tied when some of them tell another, because what they add up to is public. They are
shown together or not at all: hiding just one more would tell, by which one it is, where the small
one lies. A rate shows its own two numbers: what they leave over is no count of its own.
"""

from collections.abc import Collection, Mapping

LEAST = 10
TIES = (
    # open + closed_dissatisfied = accepted - solved, both numbers of the resolution rate;
    # unanswered + ratings_left_out = solved + closed_dissatisfied - rated, once none of the rated
    # is open again
    frozenset({"open", "closed_dissatisfied", "unanswered", "ratings_left_out"}),
    # their sum is reported - accepted: running case numbers tell how many were reported
    frozenset({"declined", "waiting", "withdrawn", "voided"}),
)


def hidden(
    counts: Mapping[str, int],
    *,
    ties: Collection[frozenset[str]] = TIES,
    least: int = LEAST,
) -> set[str]:
    """The names of the counts not to be shown, of those that would be."""
    small = {name for name, count in counts.items() if 0 < count < least}
    tied = {name for tie in ties if tie & small for name in tie}
    return small | (tied & counts.keys())


def tells_missing_ratings(solved: int, accepted: int, unanswered: int, least: int = LEAST) -> bool:
    """Where all that was accepted is solved, the number of ratings says how many are missing."""
    return solved == accepted and 0 < unanswered < least
