"""Rules about posts that one person should not hold at once, as a pack has them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from yiwang.foundation.changes import Change, change_of
from yiwang.structure.posts.models import PostConflict, PostType
from yiwang.structure.posts.queries.conflicts import refused_conflicts
from yiwang.structure.posts.refusals import NewlyAtOdds
from yiwang.structure.posts.rows import ConflictRow

WORDS = ("over", "effect", "reason", "reason_en")


def load_conflict_rules(rows: Sequence[ConflictRow]) -> Change:
    """Make the rules those of the list: what it no longer has is gone. The types exist."""
    types = dict(PostType.objects.values_list("key", "pk"))
    known = {(rule.one_id, rule.other_id): rule for rule in PostConflict.objects.all()}
    new, differing = [], []
    for row in rows:
        first, second = sorted((types[row.one], types[row.other]))
        values = {word: getattr(row, word) for word in WORDS}
        rule = known.pop((first, second), None)
        if rule is None:
            new.append(PostConflict(one_id=first, other_id=second, **values))
        elif any(getattr(rule, word) != value for word, value in values.items()):
            for word, value in values.items():
                setattr(rule, word, value)
            differing.append(rule)
    PostConflict.objects.bulk_create(new)
    PostConflict.objects.bulk_update(differing, WORDS)
    PostConflict.objects.filter(pk__in=[rule.pk for rule in known.values()]).delete()
    return change_of(
        "conflicts of posts",
        [rule.reason for rule in new],
        [rule.reason for rule in differing],
        [rule.reason for rule in known.values()],
    )


@contextmanager
def refusing_new_conflicts() -> Iterator[None]:
    """Around what writes appointments: NewlyAtOdds names whoever would hold, since then, two posts
    that a rule lets nobody hold at once. What stood before stays."""
    before = {(each.one.pk, each.other.pk) for each in refused_conflicts()}
    yield
    new = [each for each in refused_conflicts() if (each.one.pk, each.other.pk) not in before]
    if new:
        raise NewlyAtOdds(new)
