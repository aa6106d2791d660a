"""Which types are looked at alone: hexagons of each such set are kept besides those of every type,
and its counts by the day where those of a type are kept by the month alone, so that what is asked
of some types grows no more with the number of cases than what is asked of all.

Who looks at some types alone says so with `register` when it starts, and is asked before cells
change. What it did not look at before is added up from the facts there are.
"""

from collections.abc import Callable, Collection, Iterable
from hashlib import blake2b
from typing import TypeAlias

from django.db import transaction
from django.db.models import Max, Min

from yiwang.foundation.configuration.kept import steady
from yiwang.insight.measures.models import (
    CaseCell,
    CaseFact,
    DepartmentCell,
    SpotCell,
    TypeSet,
)
from yiwang.insight.measures.models.cells import NO_TYPE

Looking: TypeAlias = Callable[[], Iterable[Collection[int]]]
AT_ONCE = 100_000  # cases added up in one statement
_LOOKING: dict[str, Looking] = {}


def register(name: str, looking: Looking) -> None:
    """Let be kept what is asked of the types that this one looks at alone."""
    _LOOKING[name] = looking


def key_of(types: Collection[int]) -> int:
    """The same for the same types in any order; never that of a type, of every one or of none."""
    written = ",".join(map(str, sorted(set(types))))
    return NO_TYPE - 1 - int.from_bytes(blake2b(written.encode(), digest_size=7).digest())


def key_kept(types: Collection[int]) -> int | None:
    """The key of these types; none where nothing is kept of them alone."""
    key = key_of(types)
    return key if TypeSet.objects.filter(key=key).exists() else None


@transaction.atomic
def follow_the_sets() -> None:
    """Keep cells of what is looked at alone now, and of nothing else. The cells must hold what the
    facts say."""
    wanted, kept = _wanted(), set(TypeSet.objects.values_list("key", flat=True))
    if gone := kept - wanted.keys():
        SpotCell.objects.filter(type_set__in=gone).delete()
        for cells in (CaseCell, DepartmentCell):
            cells._default_manager.filter(type_id__in=gone).delete()
        TypeSet.objects.filter(key__in=gone).delete()
    if new := wanted.keys() - kept:
        TypeSet.objects.bulk_create(TypeSet(key=key, types=wanted[key]) for key in sorted(new))
        _add_up(new)


@steady()
def _wanted() -> dict[int, list[int]]:
    """The types by the key of their set."""
    sets = [sorted(set(types)) for looking in _LOOKING.values() for types in looking() if types]
    return {key_of(types): types for types in sets}


def _add_up(keys: Collection[int]) -> None:
    from yiwang.insight.measures.summing import Moved  # which reads what is kept

    ids = CaseFact.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ids["first"] is None:
        return
    for first in range(ids["first"], ids["last"] + 1, AT_ONCE):
        moved = Moved()
        moved.add_to_sets(keys, range(first, min(first + AT_ONCE, ids["last"] + 1)))
        moved.write()
