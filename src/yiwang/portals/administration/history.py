"""What the record tells of one row: who changed what, when, and by which table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yiwang.foundation.accounts.queries import names_of_accounts
from yiwang.foundation.records.queries import history_of
from yiwang.foundation.sheets.described import Key, SheetKind
from yiwang.foundation.sheets.names import Names

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
    codes = Names(kind, [side for each in records for side in _sides(each)])
    return [_told(each, codes, names) for each in records]


def _sides(each: "Record") -> Iterator[dict[str, str]]:
    """What the fields of a record were, and what they became."""
    changed = {k: v for k, v in (each.data.get("fields") or {}).items() if isinstance(v, list)}
    for side in (0, 1):
        yield {name: both[side] for name, both in changed.items()}


def _told(each: "Record", codes: Names, names: Mapping[int, str]) -> Told:
    verb = each.name.rpartition(".")[2]
    columns = {column.key: column for column in codes.kind.columns}
    before, after = _sides(each)
    also = each.data.get("also", ())
    return Told(
        at=each.at,
        who=names.get(each.account_id, "") if each.account_id else "",
        capacity=each.capacity,
        what=str(VERBS.get(verb, verb)),
        fields=[
            (str(column.title), codes.said(column, was), codes.said(column, after[name]))
            for name, was in before.items()
            if (column := columns.get(name))
        ],
        also=[str(columns[name].title) for name in also if name in columns],
        upload=each.data.get("upload"),
    )
