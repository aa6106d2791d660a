"""Cells that a migration adds up from the facts are those that are kept in step with the record."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F
from django.utils import timezone

from yiwang.foundation.records.seal import seal_pending
from yiwang.insight.measures.keeping import keep_up
from yiwang.insight.measures.models import CaseCell, CaseFact, EndingCell, SpotCell, Standing
from yiwang.insight.measures.models.facts import DAYS, MONTHS, TYPES
from yiwang.insight.measures.summing import Moved
from yiwang.portals.casework.tests.staging import CLERK, act, dispatched, reported
from yiwang.structure.territory.queries import area_by_code


@pytest.fixture
def facts(own_database):
    """Cases that ended, are open, were withdrawn or are confidential, in areas of every detail."""
    now = timezone.now()
    for number, kind in enumerate(("sanitation.litter", "sanitation.litter", "rights.wages")):
        case = reported(now - timedelta(days=40 * number, hours=30))
        act(case, CLERK, "whistle", kind=kind, nature="small")
    act(reported(), CLERK, "decline", reason="属于咨询", text="请到二号窗口")
    dispatched("ZJ-9001")
    seal_pending(now)
    keep_up(now)
    ids = CaseFact.objects.order_by("pk").values_list("pk", flat=True)
    ended = {"fate": "solved", "ending_seconds": 100_000, "ended_on": F("reported_on")}
    CaseFact.objects.filter(pk__in=ids[1:3]).update(**ended)
    CaseFact.objects.filter(pk=ids[0]).update(**ended | {"fate": "withdrawn"})
    details = (("9001010101", MONTHS, None), ("90010101", DAYS, 8), ("900101", TYPES, 8))
    for code, detail, size in details:
        of_it = Standing.objects.filter(above_id=area_by_code(code).pk)
        of_it.update(detail=detail, spot_size=size)
    with transaction.atomic():
        CaseCell.objects.all().delete()
        EndingCell.objects.all().delete()
        SpotCell.objects.all().delete()
        moved = Moved()
        moved.add(range(ids[0], ids[len(ids) - 1] + 1))
        moved.write()


def migrated(name):
    executor = MigrationExecutor(connection)
    executor.migrate([("measures", name)])


@pytest.mark.parametrize(
    ("cells", "before", "after"),
    [
        (EndingCell, "0005_disputes", "0017_packed_cells"),
        (SpotCell, "0010_disputes_free_of_charge", "0017_packed_cells"),
        (CaseCell, "0017_packed_cells", "0018_counts_by_ten_days"),
    ],
)
def test_cells_filled_by_a_migration_are_those_that_are_kept(facts, cells, before, after):
    kept = set(map(repr, cells.objects.values_list()))
    assert kept

    migrated(before)
    assert rows(cells) < len(kept)
    migrated(after)

    assert set(map(repr, cells.objects.values_list())) == kept


def rows(cells):
    """How many stand in the table as it was before, if it was there."""
    if cells._meta.db_table not in connection.introspection.table_names():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {cells._meta.db_table}")
        return cursor.fetchone()[0]
