"""What the record tells of one row: who changed what, when, and by which table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.accounts.queries import names_of_accounts
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.sheets.columns import Column
from yiwang.foundation.sheets.described import Key, SheetKind

if TYPE_CHECKING:
    from yiwang.foundation.records.models import Record

LATEST = 100
VERBS: Mapping[str, Promise] = {
    "added": _("Added"),
    "changed": _("Changed"),
    "ended": _("Ended"),
    "started": _("Appointed"),
    "entered": _("Typed in"),
    "corrected": _("Corrected"),
    "withdrawn": _("Does not count any more"),
    "loaded": _("Loaded with a pack"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One record in words. `fields`: title, before, after; `also`: titles alone."""

    at: datetime
    who: str
    capacity: str
    what: str
    fields: list[tuple[str, str, str]]
    also: list[str]
    upload: int | None


def history_of_row(kind: SheetKind, key: Key) -> list[Told]:
    """The latest first."""
    pk = kind.record_id(key)
    if pk is None:
        return []
    records = history_of((kind.subject, pk))[::-1][:LATEST]
    names = names_of_accounts({each.account_id for each in records if each.account_id})
    columns = {column.key: column for column in kind.columns}
    return [_told(each, columns, names) for each in records]


def _told(each: "Record", columns: Mapping[str, Column], names: Mapping[int, str]) -> Told:
    verb = each.name.rpartition(".")[2]
    fields = each.data.get("fields") or {}
    also = each.data.get("also", ())
    return Told(
        at=each.at,
        who=names.get(each.account_id, "") if each.account_id else "",
        capacity=each.capacity,
        what=str(VERBS.get(verb, verb)),
        fields=[
            (str(columns[name].title), *_both(columns[name], change))
            for name, change in fields.items()
            if name in columns and isinstance(change, list)
        ],
        also=[str(columns[name].title) for name in also if name in columns],
        upload=each.data.get("upload"),
    )


def _both(column: Column, change: Sequence[str]) -> tuple[str, str]:
    before, after = change
    return column.shown(before), column.shown(after)
