"""Bringing 35 000 appointments by a workbook, beside openpyxl reading the same file alone.

    .venv/bin/python -m bench.tables [--rows 35000]

The workbook is brought, planned (read, compared, every row checked), applied (accounts,
appointments and one record each), taken along again, and what was taken is planned once more:
nothing is left to change. The peer is the floor under every reader of workbooks here: openpyxl
walking through the cells of the same file, and nothing else. Processor time counts ours and the
database's: other work on the machine disturbs it less than seconds on the wall.
"""

import argparse
import io
import resource
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import openpyxl

from bench.parts.installation import installed
from bench.parts.processor import processor_milliseconds
from bench.parts.table import Row, show

if TYPE_CHECKING:
    from yiwang.structure.administration.kinds.people import People

T = TypeVar("T")
HEAD = ("username", "name", "type", "organization", "area", "mode", "is_primary", "starts_on")


def main() -> None:
    """Measure every step and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=35_000)
    given = parser.parse_args()
    with installed():
        show(_measured(given.rows))


def _measured(number: int) -> list[Row]:
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.utils import timezone

    from yiwang.foundation.records.actor import staff
    from yiwang.foundation.sheets.actions.apply_table import apply_table
    from yiwang.foundation.sheets.actions.bring_table import Brought, bring_table
    from yiwang.foundation.sheets.actions.take_list import take_list
    from yiwang.foundation.sheets.models import Upload
    from yiwang.foundation.sheets.waiting import plan_of
    from yiwang.structure.administration.kinds.people import People

    kind, now = People(), timezone.now()
    who = staff(get_user_model().objects.get(username="supervisor.9001").pk)
    content = _workbook(kind, number)
    rows: list[Row] = []
    _timed(rows, "openpyxl alone reads the cells", lambda: _walked(content))
    pk = bring_table(kind, Brought("appointments.xlsx", content), actor=who, now=now)
    plan = _timed(rows, "planned", lambda: plan_of(Upload.objects.get(pk=pk), kind, who, now))
    seen = plan.digest
    _timed(rows, "applied", lambda: apply_table(pk, kind, seen=seen, actor=who, now=now))
    taken = _timed(rows, "taken", lambda: take_list(kind, "xlsx", actor=who, now=now))
    again = bring_table(kind, Brought("taken.xlsx", taken), actor=who, now=now)
    anew = Upload.objects.get(pk=again)
    left = _timed(rows, "planned anew", lambda: plan_of(anew, kind, who, now))
    assert len(plan.changes) == number
    assert not left.changes
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*rows, ("memory of the program at its peak", peak, "MB")]


def _timed(rows: list[Row], name: str, do: Callable[[], T]) -> T:
    before, start = processor_milliseconds(), time.perf_counter()
    done = do()
    spent = processor_milliseconds() - before
    rows.append((f"{name}: processor time", sum(spent.values()) / 1000, "s"))
    rows.append((f"{name}: on the wall", time.perf_counter() - start, "s"))
    return done


def _workbook(kind: "People", number: int) -> bytes:
    """Volunteers for the posts of one county, in turn."""
    posts: Sequence[tuple[str, ...]] = [
        (row["type"], row["organization"], row["area"])
        for row in kind.rows()
        if row["area"].startswith("9001") and row["username"] != "supervisor.9001"
    ]
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("appointments")
    sheet.append(HEAD)
    for each in range(number):
        post = posts[each % len(posts)]
        sheet.append([f"many.{each}", f"李{each}", *post, "volunteer", "no", "2026-12-01"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _walked(content: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))


if __name__ == "__main__":
    main()
