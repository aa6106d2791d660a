"""Which systems are connected, and one connector: what it brings, how it stands, its runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.interfaces.connectors.definition import ColumnPart
from yiwang.interfaces.connectors.lists import list_filled, lists_to_fill
from yiwang.interfaces.connectors.models import Connector
from yiwang.interfaces.connectors.queries import connector_named, connectors, runs_of
from yiwang.portals.casework.staff import page
from yiwang.portals.connectors.access import connector_page
from yiwang.structure.registers.dictionaries import dictionaries_in_force

EACH = 30


@dataclass(frozen=True, slots=True)
class Filled:
    """One of our columns, in words: theirs, and the dictionary between."""

    title: str
    part: ColumnPart
    dictionary: str


@connector_page
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Every connector, by its system."""
    named = lists_to_fill()
    lines = [
        (each, str(named.get(each.connector.into, each.connector.into))) for each in connectors()
    ]
    groups = [
        (system, list(some))
        for system, some in groupby(lines, lambda line: line[0].connector.system)
    ]
    context = {"groups": groups, "now": timezone.now()}
    return page(request, "connectors/overview.html", context)


@connector_page
@require_safe
def connector(request: HttpRequest, key: str) -> HttpResponse:
    """What it brings and into which columns, how it is reached, and every run."""
    return connector_shown(request, connector_named(key))


def connector_shown(
    request: HttpRequest, found: Connector, *, token: str = "", status: int = 200
) -> HttpResponse:
    """The page of one connector; `token` is shown this once."""
    listed = Paginator(runs_of(found), EACH).get_page(request.GET.get("page"))
    context = {
        "connector": found,
        "fills": str(lists_to_fill().get(found.into, found.into)),
        "columns": list(_columns(found)),
        "listed": listed,
        "token": token,
        "now": timezone.now(),
    }
    return page(request, "connectors/connector.html", context, status=status)


def _columns(found: Connector) -> Iterator[Filled]:
    try:
        titles = {each.key: str(each.title) for each in list_filled(found.into).columns}
    except NotFound:
        titles = {}
    books = dictionaries_in_force(timezone.localdate())
    for part in found.part.columns:
        name = books.get(part.dictionary, part.dictionary)
        yield Filled(titles.get(part.to, _("(no such column)")), part, name)
