"""Facts and cells kept in step with the record: one writer at a time, one transaction a batch."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection, models, transaction

from yiwang.foundation.records.readers import Read, follow, start_over
from yiwang.insight.measures.deriving import derive
from yiwang.insight.measures.models import (
    CaseCell,
    CaseFact,
    DepartmentCell,
    DepartmentFact,
    EndingCell,
    FactArea,
    SpotCell,
    Standing,
    TypeSet,
)
from yiwang.insight.measures.repeats import later_alike, told_anew
from yiwang.insight.measures.standing import cases_standing_elsewhere, take_over_the_tree
from yiwang.insight.measures.summing import Moved
from yiwang.insight.measures.type_sets import follow_the_sets
from yiwang.work.cases.case_types import SUBJECT
from yiwang.work.cases.queries.facts import types_as_counted

READER = "measures"
AT_ONCE = 500
TYPES_LOADED = "cases.type.loaded"
OF_THE_TREE = ("territory.", "packs.")
TABLES: tuple[type[models.Model], ...] = (
    CaseCell,
    CaseFact,
    DepartmentCell,
    DepartmentFact,
    EndingCell,
    FactArea,
    SpotCell,
    Standing,
    TypeSet,
)


def keep_up(now: datetime, *, batch: int = AT_ONCE) -> int:
    """Take in what the record tells of, and what time alone has made late; how many records."""
    read = follow(READER, lambda records: _take_in(records, now), batch=batch)
    while _turn_late(now, batch):
        pass
    return read


@transaction.atomic
def replay(now: datetime) -> int:
    """Forget everything and read the record again from the first; how many records."""
    _alone()
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(each._meta.db_table for each in TABLES)}")
    start_over(READER)
    return keep_up(now)


@transaction.atomic
def refresh(case_ids: Collection[int], now: datetime) -> None:
    """Make facts and cells say of these cases what is so now. Doing it twice changes nothing."""
    ids = set(case_ids)
    if not ids:
        return
    moved = Moved()
    moved.take_away(ids)
    near = later_alike(ids)
    derive(ids, now)
    near |= later_alike(ids) | ids
    told = told_anew(near)
    others = told.keys() - ids
    moved.take_away(others)
    for comes_back in (True, False):
        wrong = [case_id for case_id, right in told.items() if right is comes_back]
        CaseFact.objects.filter(case_id__in=wrong).update(is_repeat=comes_back)
    moved.add(ids | others)
    moved.write()


def _take_in(records: Sequence[Read], now: datetime) -> None:
    _alone()
    if any(each.name.startswith(OF_THE_TREE) for each in records):
        _follow_the_tree()
    follow_the_sets()
    ids = {each.subject_id for each in records if each.subject == SUBJECT}
    if any(each.name == TYPES_LOADED for each in records):
        ids |= _of_other_types()
    refresh(ids, now)


def _of_other_types() -> set[int]:
    """The cases whose type is hidden since, or shown again, or reaches farther."""
    alike: dict[tuple[bool, int], list[int]] = {}
    for type_id, is_confidential, reach_m in types_as_counted():
        alike.setdefault((is_confidential, reach_m), []).append(type_id)
    ids: set[int] = set()
    for (is_confidential, reach_m), types in alike.items():
        told = CaseFact.objects.filter(type_id__in=types)
        wrong = told.exclude(is_confidential=is_confidential, reach_m=reach_m)
        ids.update(wrong.values_list("case_id", flat=True))
    return ids


def _follow_the_tree() -> None:
    """Cells follow the tree: what lies elsewhere now is taken away first, and added again."""
    moved, ids = Moved(), cases_standing_elsewhere()
    moved.take_away(ids)
    take_over_the_tree()
    moved.add(ids)
    moved.write()


@transaction.atomic
def _turn_late(now: datetime, batch: int) -> int:
    """What has gone over a limit since, without anybody doing anything."""
    _alone()
    ids: set[int] = set()
    for facts in (CaseFact, DepartmentFact):
        turned = facts.objects.filter(is_late=False, late_since__lt=now)
        ids.update(turned.values_list("case_id", flat=True)[:batch])
    refresh(ids, now)
    return len(ids)


def _alone() -> None:
    """Wait for whoever else writes facts; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('insight.measures'))")
