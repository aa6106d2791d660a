"""Who may open the pages of the editor: whoever publishes rules over the whole territory."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods

from yiwang.portals.casework.staff import actor_of, staff_page
from yiwang.work.workflows.definition.policies import writing

View = Callable[..., HttpResponse]


def rules_page(view: View) -> View:
    """For every page of the editor: signed in, with the power; looked at or sent."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        writing(actor_of(request), localdate())
        return view(request, *args, **kwargs)

    return staff_page(require_http_methods(["GET", "POST"])(answer))
