"""Rows by the names people know: what they name of other lists by code, each list asked once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from yiwang.foundation.sheets.columns import As, Column
from yiwang.foundation.sheets.described import Row, SheetKind


def with_code(name: str, code: str) -> str:
    """Something by its name, with its code beside it."""
    return _("%(name)s (%(code)s)") % {"name": name, "code": code} if name else code


def day_said(day: str) -> str:
    """A canonical day as people say it."""
    return date_format(date.fromisoformat(day))


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

    def read(self, column: Column, value: str) -> str:
        """A canonical value for whoever looks through a list: the name alone, the day as said."""
        if not value or column.refers is not None:
            return self._known.get(column.key, {}).get(value, value)
        if column.say is not None:
            return column.say(value)
        return day_said(value) if column.kind is As.DAY else column.shown(value)

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
