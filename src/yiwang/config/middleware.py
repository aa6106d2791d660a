"""What every answer carries, what of a request is never let in, and what is said when no code
answered: nothing there, not that way, the database too busy."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found, server_error
from psycopg_pool import PoolTimeout

from yiwang.interfaces.rest.problems import problem

RETRY_SECONDS = 3
Answer = Callable[[HttpRequest], HttpResponse]


def policy(tiles_from: str = "") -> str:
    """Our own host only; beside it where the map tiles come from, if an installation says so."""
    tiles = f" {tiles_from}" if tiles_from else ""
    return (
        f"default-src 'self'; img-src 'self' data: blob:{tiles}; connect-src 'self'{tiles}; "
        "worker-src 'self' blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    )


OF_OURS = {  # headers that Django has no setting for
    "Content-Security-Policy": policy(settings.BASE_MAP.origin),
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}


class ContentPolicy:
    """Pages load from our own host only; the browser itself is told to refuse anything else."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        for name, value in OF_OURS.items():
            response.setdefault(name, value)
        return response


class MarkedAsPractice:
    """What is taken along from a practice installation says so in its name."""

    def __init__(self, answer: Answer) -> None:
        if not settings.PRACTICE:
            raise MiddlewareNotUsed
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        if named := response.get("Content-Disposition"):
            marked = named.replace('filename="', 'filename="practice-')
            response["Content-Disposition"] = marked.replace("UTF-8''", "UTF-8''practice-")
        return response


class NothingLeftBehind:
    """Who signs out has the browser forget all that our pages keep on it (the worker's phone), as
    the page itself does too; what another account has not sent yet stays where it says so."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        is_leaving = request.method == "POST" and request.path == reverse("account_logout")
        if is_leaving and request.POST.get("keep") != "unsent":
            response["Clear-Site-Data"] = '"storage"'
        return response


class NotThatWay:
    """Says in a sentence that an address is opened another way, where Django says nothing."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return said_why(request, self.answer(request))


class WithoutNul:
    """Drops the one character that no keyboard types and PostgreSQL cannot store.

    Forms and query strings only: the REST schemas do the same for themselves.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, *view: object) -> None:
        if is_for_programs(request):
            return
        if _holds_nul(request.GET):
            request.GET = QueryDict(_without_nul(request.GET))
        if _holds_nul(request.POST):
            request.POST = QueryDict(_without_nul(request.POST))


def said_why(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, with a sentence where it only says that the address is opened another way."""
    if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
        return response
    said = _not_that_way(request)
    said["Allow"] = response["Allow"]
    return said


def answer_missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is at this address: a page for people, a problem document for programs."""
    if is_for_programs(request):
        detail = _("Nothing is at this address. See /api/v1/openapi.json for those there are.")
        return problem(HTTPStatus.NOT_FOUND, "not_found", detail)
    return page_not_found(request, exception)


def answer_failure(request: HttpRequest) -> HttpResponse:
    """What is answered when no code answered: 503 when it is the database that cannot, else 500.

    A pool without a free connection, a statement cut short, a database that restarts: all pass.
    """
    if not isinstance(sys.exception(), OperationalError | InterfaceError | PoolTimeout):
        return _failed(request)
    response = _busy(request)
    response["Retry-After"] = RETRY_SECONDS
    return response


def _failed(request: HttpRequest) -> HttpResponse:
    if is_for_programs(request):
        detail = _("This is our fault, and nothing was done. Try again, or tell us what you sent.")
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "failed", detail)
    return server_error(request)


def _busy(request: HttpRequest) -> HttpResponse:
    if is_for_programs(request):
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", _("Busy. Try again in seconds."))
    page = get_template("503.html").render()
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _not_that_way(request: HttpRequest) -> HttpResponse:
    status = HTTPStatus.METHOD_NOT_ALLOWED
    if is_for_programs(request):
        detail = _("This address is not used in that way. See “Allow” for the methods it has.")
        return problem(status, "method_not_allowed", detail)
    return render(request, "405.html", status=status)


def is_for_programs(request: HttpRequest) -> bool:
    """Whether this address belongs to the interface, where programs and no browsers ask."""
    return request.path.startswith("/api/")


def _holds_nul(sent: QueryDict) -> bool:
    return any("\x00" in text for name, values in sent.lists() for text in (name, *values))


def _without_nul(sent: QueryDict) -> str:
    return sent.urlencode().replace("%00", "")
