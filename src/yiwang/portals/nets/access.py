"""Who may open the pages on which nets change: whoever redraws nets anywhere. What they may redraw
is asked again of every act, for the area that it lies below."""

from collections.abc import Callable, Collection, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from yiwang.foundation.records.actor import Actor
from yiwang.foundation.refusals import Forbidden
from yiwang.portals.casework.areas_found import area_meant
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.structure.posts.policies import NOT_DRAWN_BY_YOU, redrawing
from yiwang.structure.posts.powers import REDRAW_NETS
from yiwang.structure.posts.queries import has_power
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.queries import area_by_code
from yiwang.structure.territory.rows import AreaRow

View = Callable[..., HttpResponse]


def drawing_page(view: View) -> View:
    """For every page on which a net changes: signed in, with the power; looked at or sent."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_redraw(request):
            raise Forbidden(NOT_DRAWN_BY_YOU)
        return view(request, *args, **kwargs)

    return staff_page(require_http_methods(["GET", "POST"])(answer))


def may_redraw(request: HttpRequest) -> bool:
    """Whether the reader redraws anything at all: for buttons and menus."""
    return has_power(account_of(request), REDRAW_NETS, localdate())


def draws_beside(
    request: HttpRequest, net: Net, below: str, areas: Sequence[AreaRow]
) -> list[AreaRow]:
    """Those of these areas, which lie elsewhere, whose borders the reader may move along."""
    asked = {area.parent_code: area.code for area in areas}
    mine = {above for above, code in asked.items() if _may(request, net, below, code)}
    return [area for area in areas if area.parent_code in mine]


def _may(request: HttpRequest, net: Net, below: str, code: str) -> bool:
    try:
        drawer(request, net, below, [code])
    except Forbidden:
        return False
    return True


def drawer(request: HttpRequest, net: Net, below: str = "", beside: Collection[str] = ()) -> Actor:
    """Who is signed in, in the capacity that redraws this net below this area, and the borders of
    these areas that lie elsewhere. Raises Forbidden.

    Posts stand in the areas of the primary net: another net is redrawn by those who answer for the
    whole territory.
    """
    actor, on = actor_of(request), localdate()
    is_local = bool(below) and net.is_primary
    for code in beside if is_local else ():
        redrawing(area_by_code(code, net.key).parent_id, actor, on)
    return redrawing(area_by_code(below, net.key).pk if is_local else None, actor, on)


def area_code(text: str, net: Net) -> str:
    """The code of the area of this net that is meant; empty for none. Raises NotFound."""
    return area_meant(text, net=net.key).code if text else ""
