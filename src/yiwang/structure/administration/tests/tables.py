"""Tables as people bring them: workbooks and CSV made of headings and rows."""

from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook

from yiwang.foundation.records.models import Record
from yiwang.foundation.sheets.actions.apply_table import apply_table
from yiwang.foundation.sheets.actions.bring_table import Brought, bring_table
from yiwang.foundation.sheets.models import Upload
from yiwang.foundation.sheets.waiting import plan_of
from yiwang.portals.casework.tests.staging import actor

NOON = datetime(2026, 9, 7, 4, 0, tzinfo=UTC)
ADMIN = "supervisor.90"


def workbook(heading, *rows, also=None) -> bytes:
    """`also` may do something to the sheet before it is saved."""
    book = Workbook()
    sheet = book.active
    sheet.append(heading)
    for row in rows:
        sheet.append(row)
    if also:
        also(sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def text(heading, *rows, encoding="utf-8") -> bytes:
    return "\n".join(",".join(map(str, row)) for row in (heading, *rows)).encode(encoding)


def brought(kind, content, *, replaces=False, who=ADMIN, name="table.xlsx") -> int:
    table = Brought(name, content, replaces)
    return bring_table(kind, table, actor=actor(who), now=NOON)


def plan(kind, content, *, replaces=False, who=ADMIN):
    """What the table would change."""
    upload = Upload.objects.get(pk=brought(kind, content, replaces=replaces, who=who))
    return plan_of(upload, kind, actor(who), NOON)


def applied(kind, content, *, replaces=False, who=ADMIN):
    """Bring, look and apply; answers what was counted."""
    pk = brought(kind, content, replaces=replaces, who=who)
    seen = plan_of(Upload.objects.get(pk=pk), kind, actor(who), NOON).digest
    return apply_table(pk, kind, seen=seen, actor=actor(who), now=NOON).counts


def sentences(found) -> list[str]:
    """Every fault as people read it."""
    return [fault.said(found.sheet) for fault in found.faults]


def rows_of(kind) -> list[dict[str, str]]:
    return [dict(row) for row in kind.rows()]


def told(subject) -> list[str]:
    """The names of the records about one kind of thing since the pack."""
    found = Record.objects.filter(subject=subject, subject_id__gt=0, at=NOON)
    return list(found.order_by("id").values_list("name", flat=True))
