"""What a system sent as rows of text: JSON with a list of objects in it, CSV, or a workbook."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from yiwang.foundation.sheets.columns import JOINED
from yiwang.foundation.sheets.faults import UnreadableTable
from yiwang.foundation.sheets.reading import LARGEST, MOST_ROWS, Table, read_table

MOST_NAMES = 60
_DEEPEST = 3


@dataclass(slots=True)
class _Sheet:
    """Rows with a heading that grows with what they have."""

    places: dict[str, int]
    rows: list[tuple[int, list[str]]]


def read_sent(content: bytes, rows_at: str = "") -> Table:
    """The rows with their headings; `rows_at` is the way to the list in JSON (data.items).

    Raises UnreadableTable with what to do.
    """
    if len(content) > LARGEST:
        said = _("The file is larger than %(most)s MB: part the table.")
        raise UnreadableTable(said % {"most": LARGEST // 1_000_000})
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if start not in (b"{", b"["):
        return read_table(content)
    return _of_json(_parsed(content), rows_at)


def _parsed(content: bytes) -> Any:  # Any: JSON
    try:
        return json.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as problem:
        where = getattr(problem, "lineno", 0)
        said = _("It is no whole JSON (line %(line)s): look at what the other system sent.")
        raise UnreadableTable(said % {"line": where}) from None


def _of_json(found: Any, rows_at: str) -> Table:  # Any: JSON
    for name in filter(None, rows_at.split(".")):
        found = found.get(name) if isinstance(found, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        said = _("There is no list of objects at “%(way)s” in this JSON: say where the rows are.")
        raise UnreadableTable(said % {"way": rows_at or "$"})
    if len(found) > MOST_ROWS:
        said = _("There are more than %(most)s rows: part the table.")
        raise UnreadableTable(said % {"most": MOST_ROWS})
    sheet = _Sheet({}, [])
    for number, each in enumerate(found, start=1):
        sheet.rows.append((number, _row(dict(_flat(each)), sheet.places)))
    heading = list(sheet.places)
    if len(heading) > MOST_NAMES:
        said = _("There are more than %(most)s columns: leave out those that are not needed.")
        raise UnreadableTable(said % {"most": MOST_NAMES})
    return Table("", heading, sheet.rows)


def _row(values: Mapping[str, str], places: dict[str, int]) -> list[str]:
    for name in values:
        places.setdefault(name, len(places))
    return [values.get(name, "") for name in places]


def _flat(said: Mapping[str, Any], before: str = "", depth: int = 1) -> Iterator[tuple[str, str]]:
    """Names and texts; what lies deeper is named by its way (`unit.code`)."""
    for name, value in said.items():
        way = f"{before}{name}"
        if isinstance(value, dict) and depth < _DEEPEST:
            yield from _flat(value, f"{way}.", depth + 1)
        else:
            yield way, _text(value)


def _text(value: Any) -> str:  # Any: JSON
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return JOINED.join(_text(each) for each in value)
    return str(value).strip().replace("\x00", "")
