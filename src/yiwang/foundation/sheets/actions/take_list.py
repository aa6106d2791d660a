"""Take a list along as a table: recorded, since it holds more than anybody sees on one page."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.records.write import record
from yiwang.foundation.sheets.described import SheetKind
from yiwang.foundation.sheets.workbook import text, workbook


@transaction.atomic
def take_list(kind: SheetKind, form: str, *, actor: Actor, now: datetime) -> bytes:
    """What is in the list now, as "xlsx" or "csv". Refuses who does not keep it (Forbidden)."""
    on = timezone.localdate(now)
    acting = kind.keeping(actor, on)
    rows = kind.rows_for(actor, on)
    content = workbook(kind, rows) if form == "xlsx" else "".join(text(kind, rows)).encode()
    record(
        "sheets.list.taken",
        subject=("sheets.list", 0),
        actor=acting,
        at=now,
        kind=kind.key,
        form=form,
    )
    return content
