"""The form of a draft: what most tenants change (names, times, groups, questions, weights), written
into the text of the scheme; what the form does not show stays as it is."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tomlkit
from django.http import QueryDict

from yiwang.insight.reviews.definition import Definition, ReviewScheme
from yiwang.portals.casework.typed import number_of, text_of


@dataclass(frozen=True, slots=True)
class Row:
    """A question or a line: its words, its weight, and its two bounds where it has them."""

    key: str
    words: str
    weight: str
    kind: str
    zero: str = ""
    full: str = ""


def rows_of(definition: Definition, sent: QueryDict | None = None) -> list[Row]:
    """The questions of a form, or the lines of a scorecard, as written or as sent."""
    if isinstance(definition, ReviewScheme):
        rows = [Row(q.key, q.text, f"{q.weight:f}", q.kind) for q in definition.questions]
    else:
        rows = [
            Row(
                line.key,
                line.name,
                f"{line.weight:f}",
                line.source,
                f"{line.zero:f}",
                f"{line.full:f}",
            )
            for line in definition.lines
        ]
    if sent is None:
        return rows

    def given(row: Row, name: str, before: str) -> str:
        return text_of(sent, f"{name}-{row.key}", 300) or before

    return [
        Row(
            row.key,
            given(row, "words", row.words),
            given(row, "weight", row.weight),
            row.kind,
            given(row, "zero", row.zero),
            given(row, "full", row.full),
        )
        for row in rows
    ]


def with_sent(source: str, definition: Definition, sent: QueryDict) -> str:
    """The text with what the form says. Nothing is checked here: the reader of schemes does it."""
    document = tomlkit.parse(source)
    for name in ("name", "name_en", "cadence", "basis"):
        if name in sent:
            _set(document, name, text_of(sent, name, 300))
    if "days" in sent:
        _set(document, "days", _whole(text_of(sent, "days", 6)))
    for part in ("reviewers", "residents", "duty"):
        if part in document:
            _part(document[part], part, sent)
    _rows(document, definition, sent)
    return tomlkit.dumps(document)


def _part(table: Any, part: str, sent: QueryDict) -> None:  # Any: a table of tomlkit
    if f"{part}-least" in sent:
        _set(table, "least", _whole(text_of(sent, f"{part}-least", 6)))
    if f"{part}-weight" in sent:
        _set(table, "weight", _decimal(text_of(sent, f"{part}-weight", 10)))


def _rows(document: Any, definition: Definition, sent: QueryDict) -> None:  # Any: of tomlkit
    is_review = isinstance(definition, ReviewScheme)
    name, words = ("questions", "text") if is_review else ("lines", "name")
    rows = document.get(name, [])
    for row in list(rows):
        key = row["key"]
        if text_of(sent, "strike", 60) == key:
            rows.remove(row)
            continue
        if f"words-{key}" in sent:
            _set(row, words, text_of(sent, f"words-{key}", 300))
        for bound in ("weight", "zero", "full"):
            if f"{bound}-{key}" in sent:
                _set(row, bound, _decimal(text_of(sent, f"{bound}-{key}", 20)))
    if is_review and "add" in sent:
        _add(document, rows, sent)


def _add(document: Any, rows: Any, sent: QueryDict) -> None:  # Any: of tomlkit
    taken = {row["key"] for row in rows}
    number = next(n for n in range(1, 1000) if f"question_{n}" not in taken)
    made = tomlkit.table()
    made.update(
        {
            "key": f"question_{number}",
            "text": text_of(sent, "new-words", 300),
            "kind": text_of(sent, "new-kind", 10),
        }
    )
    if "questions" not in document:
        document["questions"] = tomlkit.aot()
    document["questions"].append(made)


def _set(table: Any, name: str, value: Any) -> None:  # Any: whatever a setting holds
    if name in table and table[name] == value:
        return
    if value == "" and name not in table:
        return
    table[name] = value


def _whole(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def _decimal(text: str) -> int | float | str:
    number = number_of(text)
    if number is None:
        return text
    return int(number) if number == number.to_integral_value() else float(Decimal(number))
