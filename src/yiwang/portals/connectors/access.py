"""Who sees the pages of connectors: whoever keeps them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate

from yiwang.interfaces.connectors.policies import keeping_connectors
from yiwang.portals.casework.staff import actor_of, staff_page

View = Callable[..., HttpResponse]


def connector_page(view: View) -> View:
    """Signed in, and one who keeps connectors; all others are refused in a sentence."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        keeping_connectors(actor_of(request), localdate())
        return view(request, *args, **kwargs)

    return staff_page(answer)
