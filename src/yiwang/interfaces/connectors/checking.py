"""Whether what a connector names is there: its list, our columns, dictionaries."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, NotFound, Sentence
from yiwang.foundation.sheets.described import SheetKind
from yiwang.interfaces.connectors.definition import ColumnPart, ConnectorPart
from yiwang.interfaces.connectors.lists import list_filled
from yiwang.interfaces.connectors.refused import refused_columns
from yiwang.structure.registers.dictionaries import dictionaries_in_force


def check_part(part: ConnectorPart, on: date) -> None:
    """Refuses (Invalid, by field; of columns by ours)."""
    try:
        kind = list_filled(part.into)
    except NotFound as missing:
        raise Invalid({"into": missing.sentence}) from None
    books = dictionaries_in_force(on)
    faults = {each.to: said for each in part.columns if (said := _fault(each, kind, books))}
    filled = {each.to for each in part.columns}
    for column in kind.columns:
        if column.is_key and column.is_needed and column.key not in filled:
            faults[column.key] = _("By this a row is the same: say which of their columns it is.")
    if part.vanished == "end" and not kind.may_end:
        faults["vanished"] = _("What is in this list does not end.")
    if faults:
        raise Invalid(faults)


def _fault(each: ColumnPart, kind: SheetKind, books: Collection[str]) -> Sentence:
    if each.to not in {column.key for column in kind.written_columns}:
        said = _("“%(list)s” has no column “%(name)s”.")
        return said % {"list": kind.title, "name": each.to}
    if each.dictionary and each.dictionary not in books:
        said = _("There is no dictionary “%(name)s” in force: publish it first.")
        return said % {"name": each.dictionary}
    if refused_columns([each.of]):
        return _("“%(name)s” is taken in from no system: leave it out.") % {"name": each.of}
    return ""
