"""Rows by the names people know: what they name of other lists by code, each list asked once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from yiwang.foundation.sheets.columns import Column
from yiwang.foundation.sheets.described import Row, SheetKind


def with_code(name: str, code: str) -> str:
    """Something by its name, with its code beside it."""
    return _("%(name)s (%(code)s)") % {"name": name, "code": code} if name else code


class Names:
    """What the codes that stand in some rows of a list are called."""

    def __init__(self, kind: SheetKind, rows: Iterable[Mapping[str, str]]) -> None:
        self.kind = kind
        referring = [column for column in kind.columns if column.refers]
        codes: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for column in referring:
                if code := row.get(column.key):
                    codes[column.key].add(code)
        self._known = {
            column.key: column.refers.named(codes[column.key])
            for column in referring
            if column.refers and codes[column.key]
        }

    def said(self, column: Column, value: str) -> str:
        """A canonical value as people read it; a code with the name of what it stands for."""
        if column.refers is None:
            return column.shown(value)
        return with_code(self._known.get(column.key, {}).get(value, ""), value)

    def called(self, row: Row) -> str:
        """What the row is called, whether it is in the list already or not."""
        named = {
            f"{key}_name": names[row[key]]
            for key, names in self._known.items()
            if row.get(key) in names
        }
        return self.kind.called({**row, **named})

    def codes(self, row: Row) -> str:
        """By what it is known everywhere; empty where it is called so already."""
        parts = list(filter(None, self.kind.key_of(row)))
        return "" if self.called(row) == " · ".join(parts) else " · ".join(parts)
