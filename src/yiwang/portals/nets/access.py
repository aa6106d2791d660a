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
from yiwang.structure.posts.policies import NOT_DRAWN_BY_YOU, not_redrawn_by, redrawing
from yiwang.structure.posts.powers import REDRAW_NETS
from yiwang.structure.posts.queries import has_power
from yiwang.structure.territory.models import Net
from yiwang.structure.territory.present import ids_above
from yiwang.structure.territory.queries import area_by_code
from yiwang.structure.territory.redrawing.reach import Beyond
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


def draws_beside(request: HttpRequest, net: Net, areas: Sequence[AreaRow]) -> list[AreaRow]:
    """Those of these areas, which lie elsewhere, whose borders the reader may move along."""
    above = ids_above(net, [area.code for area in areas])
    out = set(beyond_of(request, net)(above.values()))
    return [area for area in areas if above.get(area.code) not in out]


def drawer(request: HttpRequest, net: Net, below: str = "", along: Collection[str] = ()) -> Actor:
    """Who is signed in, in the capacity that redraws this net below this area, and these areas that
    change along. Raises Forbidden.

    Posts stand in the areas of the primary net: another net is redrawn by those who answer for the
    whole territory.
    """
    actor, on = actor_of(request), localdate()
    is_local = bool(below) and net.is_primary
    if is_local and along and beyond_of(request, net)(ids_above(net, along).values()):
        raise Forbidden(NOT_DRAWN_BY_YOU)
    return redrawing(area_by_code(below, net.key).pk if is_local else None, actor, on)


def beyond_of(request: HttpRequest, net: Net) -> Beyond:
    """Tells what the reader does not redraw."""
    return not_redrawn_by(actor_of(request), localdate(), is_local=net.is_primary)


def area_code(text: str, net: Net) -> str:
    """The code of the area of this net that is meant; empty for none. Raises NotFound."""
    return area_meant(text, net=net.key).code if text else ""
