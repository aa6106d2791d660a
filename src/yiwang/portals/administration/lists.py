"""Which lists there are, in the order in which a new territory fills them in, and who sees them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, NotFound
from yiwang.foundation.sheets.described import SheetKind
from yiwang.insight.statistics.list import Statistics
from yiwang.portals.casework.staff import actor_of, staff_page
from yiwang.portals.rules.entry_list import OF, Entries
from yiwang.structure.administration.kinds import KINDS
from yiwang.structure.registers.queries import registers
from yiwang.work.cases.type_list import CaseTypes

LISTS: dict[str, SheetKind] = {kind.key: kind for kind in (*KINDS, CaseTypes(), Statistics())}
View = Callable[..., HttpResponse]


def list_page(view: View) -> View:
    """For every page of a list: signed in, and one who keeps it; `kind` is its key."""

    @wraps(view)
    def answer(request: HttpRequest, kind: str, *args: Any, **kwargs: Any) -> HttpResponse:
        found = list_named(kind)
        found.keeping(actor_of(request), localdate())
        return view(request, found, *args, **kwargs)

    return staff_page(require_http_methods(["GET", "POST"])(answer))


def row_page(view: View) -> View:
    """For the pages of rows: the entries of a register have their own."""

    @wraps(view)
    def answer(request: HttpRequest, kind: SheetKind, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(kind, Entries):
            return redirect("rules_register", kind.register.key)
        return view(request, kind, *args, **kwargs)

    return list_page(answer)


def list_named(key: str) -> SheetKind:
    """The list with this key. NotFound where there is none."""
    if key in LISTS:
        return LISTS[key]
    of = key.removeprefix(OF) if key.startswith(OF) else ""
    register = next((each for each in registers() if each.key == of), None)
    if register is None:
        raise NotFound(_("There is no such list. Choose one from the overview."))
    return Entries(register, localdate())


def kept_by(request: HttpRequest) -> list[SheetKind]:
    """The lists that whoever is signed in keeps."""
    return [kind for kind in LISTS.values() if _keeps(request, kind)]


def _keeps(request: HttpRequest, kind: SheetKind) -> bool:
    try:
        kind.keeping(actor_of(request), localdate())
    except Forbidden:
        return False
    return True
