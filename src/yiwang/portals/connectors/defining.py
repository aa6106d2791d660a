"""A connector as a form: from which system, into which list, which of their columns is which."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.foundation.sheets.columns import Column
from yiwang.foundation.sheets.described import SheetKind
from yiwang.interfaces.connectors.actions.write_connector import write_connector
from yiwang.interfaces.connectors.definition import ColumnPart, ConnectorPart
from yiwang.interfaces.connectors.lists import list_filled, lists_to_fill
from yiwang.interfaces.connectors.queries import connector_named
from yiwang.portals.casework.staff import actor_of, page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.connectors.access import connector_page
from yiwang.structure.registers.dictionaries import dictionaries_in_force

TEXTS = (
    *("key", "name", "name_en", "about", "about_en", "system", "system_name", "system_name_en"),
    *("door", "rows_at", "number", "vanished"),
)
_SENTENCES: Mapping[str, Sentence] = {
    "string_too_short": gettext_lazy("Please fill this in."),
    "string_too_long": gettext_lazy("This is too long: shorten it."),
    "string_pattern_mismatch": gettext_lazy(
        "Small letters, digits and _, beginning with a letter."
    ),
    "too_short": gettext_lazy("Say of one column at least from where it comes."),
}


@dataclass
class Typed:
    """What stands in the form."""

    texts: dict[str, str]
    hands_back: bool
    columns: dict[str, ColumnPart]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One of our columns as a row of the form."""

    column: Column
    part: ColumnPart
    fault: str


@connector_page
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """First the list that it fills, then the form; sent: write it."""
    into = text_of(request.POST or request.GET, "into", 70)
    if not into:
        return page(request, "connectors/new.html", {"lists": lists_to_fill()})
    kind = list_filled(into)
    if request.method != "POST":
        empty = dict.fromkeys(TEXTS, "") | {"door": "file", "vanished": "stay"}
        return _form(request, kind, Typed(empty, False, {}))
    return _written(request, kind, is_new=True)


@connector_page
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """The form of one that is there; sent: write it."""
    found = connector_named(key)
    kind = list_filled(found.into)
    if request.method == "POST":
        return _written(request, kind, key=key)
    part = found.part
    texts = {name: str(getattr(part, name)) for name in TEXTS}
    typed = Typed(texts, part.hands_back, {each.to: each for each in part.columns})
    return _form(request, kind, typed, key=key)


def _written(
    request: HttpRequest, kind: SheetKind, *, key: str = "", is_new: bool = False
) -> HttpResponse:
    typed = _typed(request.POST, kind)
    if key:
        typed.texts["key"] = key
    try:
        part = _part(kind, typed)
        found = write_connector(part, is_new=is_new, actor=actor_of(request), now=timezone.now())
    except ValidationError as problem:
        typed.faults = dict(_faults(problem))
        return _form(request, kind, typed, key=key)
    except Invalid as refusal:
        typed.faults = {name: str(said) for name, said in refusal.fields.items()}
        return _form(request, kind, typed, key=key)
    messages.success(request, _("Saved. Bring a file to see what it would change."))
    return redirect("connector", found.key)


def _typed(sent: QueryDict, kind: SheetKind) -> Typed:
    texts = {name: text_of(sent, name, 400) for name in TEXTS}
    columns = {
        column.key: ColumnPart.model_construct(
            to=column.key,
            of=text_of(sent, f"of-{column.key}", 120),
            dictionary=text_of(sent, f"dictionary-{column.key}", 60),
            before=text_of(sent, f"before-{column.key}", 40),
            says=text_of(sent, f"says-{column.key}", 120),
        )
        for column in kind.written_columns
    }
    return Typed(texts, "hands_back" in sent, columns)


def _part(kind: SheetKind, typed: Typed) -> ConnectorPart:
    filled = [each for each in typed.columns.values() if each.of or each.says]
    return ConnectorPart.model_validate(
        {
            **typed.texts,
            "into": kind.key,
            "hands_back": typed.hands_back,
            "columns": [each.model_dump() for each in filled],
        }
    )


def _faults(problem: ValidationError) -> Iterator[tuple[str, str]]:
    for each in problem.errors():
        name = str(each["loc"][0]) if each["loc"] else "number"
        said = _SENTENCES.get(each["type"])
        yield name, str(said or _("This cannot be so: look at it again."))


def _form(request: HttpRequest, kind: SheetKind, typed: Typed, *, key: str = "") -> HttpResponse:
    empty = ColumnPart.model_construct(to="")
    rows = [
        Row(each, typed.columns.get(each.key, empty), typed.faults.get(each.key, ""))
        for each in kind.written_columns
    ]
    context = {
        "kind": kind,
        "key": key,
        "typed": typed,
        "rows": rows,
        "books": dictionaries_in_force(localdate()),
        "errors": [(f"f-{name}", said) for name, said in typed.faults.items()],
    }
    return page(request, "connectors/form.html", context, status=422 if typed.faults else 200)
