"""The rows of one list: found, looked at with their history, changed, added and ended by a form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.foundation.sheets.actions.change_row import change_row
from yiwang.foundation.sheets.columns import JOINED, As, Column
from yiwang.foundation.sheets.described import Key, Row, SheetKind
from yiwang.foundation.sheets.names import Names
from yiwang.foundation.sheets.planning import row_digest, typed_of
from yiwang.interfaces.connectors.queries import origins_of
from yiwang.portals.administration.found_names import as_named, code_meant, finder_of
from yiwang.portals.administration.history import Told, history_of_row
from yiwang.portals.administration.lists import row_page
from yiwang.portals.casework.staff import actor_of, page
from yiwang.portals.casework.typed import plain, text_of

AT_ONCE = 50
COLUMNS_SHOWN = 6
CHOSEN_FROM = 300  # codes that a field offers


@dataclass(frozen=True, slots=True)
class Line:
    """A row in a list: what is shown of it, where it is looked at, and from which column."""

    cells: list[tuple[Column, str]]
    address: str
    linked: Column


@dataclass(frozen=True, slots=True)
class Field:
    """A column as a field of the form."""

    column: Column
    value: str
    fault: str
    is_fixed: bool
    offered: list[tuple[str, str]]
    found_at: str | Promise = ""  # where names are offered while one is typed

    @property
    def id(self) -> str:
        return f"f-{self.column.key}"

    @property
    def picked(self) -> list[str]:
        return self.value.split(JOINED)

    @property
    def options(self) -> list[tuple[str, str]]:
        """What can be chosen; a value that is no option any more stays one."""
        known = [(key, str(words)) for key, words in self.column.labels.items()]
        if self.value and self.column.kind is As.CHOICE and self.value not in self.column.labels:
            known.append((self.value, self.value))
        return known


@row_page
def rows(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """The rows that hold what is sought, fifty at a time, and the ways for tables out and in."""
    sought, after = text_of(request.GET, "q", 60), text_of(request.GET, "after", 200)
    found = kind.page(sought, after, AT_ONCE + 1, actor_of(request), localdate())
    shown = found[:AT_ONCE]
    more = ""
    if len(found) > AT_ONCE:
        more = urlencode({"q": sought, "after": kind.mark_of(shown[-1])})
    columns = _columns_shown(kind)
    context = {
        "kind": kind,
        "columns": columns,
        "lines": list(_lines(kind, shown, columns)),
        "sought": sought,
        "is_first": not after,
        "more": more,
        "now": timezone.now(),
    }
    return page(request, "administration/rows.html", context)


@row_page
def row(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """One row with its history; sent: change it, or end it today."""
    key: Key = tuple(request.GET.getlist("key"))
    found = next(iter(kind.rows([key])), None) if len(key) == len(kind.key_columns) else None
    if found is None:
        raise NotFound(_("It is not in the list any more. Look for it in the list."))
    if request.method != "POST":
        return _form(request, kind, typed_of(kind, found), found)
    values = _sent(request.POST, kind)
    if "end" in request.POST:
        ended = kind.ended(found, localdate())
        values = typed_of(kind, ended or found)
    return _changed(request, kind, values, found)


@row_page
def new(request: HttpRequest, kind: SheetKind) -> HttpResponse:
    """A form for a row that is not there yet; sent: add it."""
    if request.method != "POST":
        return _form(request, kind, {}, None)
    return _changed(request, kind, _sent(request.POST, kind), None)


def address_of(kind: SheetKind, key: Key) -> str:
    """Where the row with this key is looked at."""
    asked = urlencode([("key", part) for part in key])
    return f"{reverse('administration_row', args=[kind.key])}?{asked}"


def _changed(
    request: HttpRequest, kind: SheetKind, values: Mapping[str, str], found: Row | None
) -> HttpResponse:
    key = kind.key_of(found) if found else None
    seen = request.POST.get("seen", "")
    values, unclear = _meant(kind, values)
    try:
        written = change_row(
            kind, values, key, seen=seen, actor=actor_of(request), now=timezone.now()
        )
    except Invalid as refusal:
        faults = {name: str(unclear.get(name, said)) for name, said in refusal.fields.items()}
        return _form(request, kind, values, found, faults)
    except Refusal as refusal:
        return _form(request, kind, values, found, {"": str(refusal)})
    messages.success(request, _("Saved. It stands in the history below."))
    return redirect(_after(kind, written))


def _after(kind: SheetKind, key: Key) -> str:
    """The row, or its list once it is not in it any more."""
    if next(iter(kind.rows([key])), None) is None:
        return reverse("administration_rows", args=[kind.key])
    return address_of(kind, key)


def _form(
    request: HttpRequest,
    kind: SheetKind,
    values: Mapping[str, str],
    found: Row | None,
    faults: Mapping[str, str] | None = None,
) -> HttpResponse:
    faults = faults or {}
    told: list[Told] = history_of_row(kind, kind.key_of(found)) if found else []
    context = {
        "kind": kind,
        "found": found,
        "called": kind.called(found) if found else "",
        "fields": [field_of(column, values, faults, found) for column in kind.written_columns],
        "reading": [
            (column.title, found.get(column.key, ""))
            for column in kind.columns
            if found and column.is_for_reading and found.get(column.key)
        ],
        "seen": row_digest(found) if found else "",
        "may_end": bool(found and kind.may_end and kind.ended(found, localdate())),
        "history": told,
        "origins": origins_of(kind.key, kind.key_of(found)) if found else [],
        "errors": [(f"f-{name}" if name else "", said) for name, said in faults.items()],
        "now": timezone.now(),
    }
    return page(request, "administration/row.html", context, status=422 if faults else 200)


def field_of(
    column: Column,
    values: Mapping[str, str],
    faults: Mapping[str, str],
    found: Row | None = None,
) -> Field:
    """A column as a form shows it."""
    value = values.get(column.key, "")
    is_fixed = column.is_key and found is not None
    finder = finder_of(column)
    if finder is not None and not is_fixed:
        named = as_named(finder, value)
        return Field(column, named, faults.get(column.key, ""), is_fixed, [], finder.address)
    offered: list[tuple[str, str]] = []
    if column.refers is not None:
        some = [pair for pair, _n in zip(column.refers.offered(), range(CHOSEN_FROM), strict=False)]
        offered = some if len(some) < CHOSEN_FROM else []
    return Field(column, value, faults.get(column.key, ""), is_fixed, offered)


def _meant(
    kind: SheetKind, values: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Sentence]]:
    """The values with codes for names, and what was not clear."""
    meant, unclear = dict(values), dict[str, Sentence]()
    for column in kind.written_columns:
        finder = finder_of(column)
        if finder is not None:
            meant[column.key], said = code_meant(column, finder, values.get(column.key, ""))
            if said:
                unclear[column.key] = said
    return meant, unclear


def _sent(query: QueryDict, kind: SheetKind) -> dict[str, str]:
    """What the form sent, by column; boxes that are ticked joined."""
    sent: dict[str, str] = {}
    for column in kind.written_columns:
        if column.kind is As.MANY and column.choices:
            sent[column.key] = JOINED.join(map(plain, query.getlist(column.key)))
        else:
            sent[column.key] = text_of(query, column.key)
    return sent


def _columns_shown(kind: SheetKind) -> list[Column]:
    """The first few that say most to people: no keys where a name stands beside them."""
    named = {column.key.removesuffix("_name") for column in kind.columns if column.is_for_reading}
    shown = [
        column
        for column in kind.columns
        if column.key not in named
        and not column.key.endswith("_en")
        and not column.is_for_programs
        and column.longest <= 200
    ]
    return shown[:COLUMNS_SHOWN]


def _read(row: Row, key: str) -> str:
    """What a list shows of a cell: for English readers the English name, where the row has one."""
    in_english = (get_language() or "").startswith("en")
    return (in_english and row.get(f"{key}_en")) or row.get(key, "")


def _lines(kind: SheetKind, rows: list[Row], columns: list[Column]) -> Iterator[Line]:
    names = Names(kind, rows)
    linked = next((each for each in columns if each.refers is None), columns[0])
    for row in rows:
        cells = [(column, names.read(column, _read(row, column.key))) for column in columns]
        yield Line(cells, address_of(kind, kind.key_of(row)), linked)
