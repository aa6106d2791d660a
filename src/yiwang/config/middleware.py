"""What every answer carries, and what is said when the database is too busy to answer."""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.views.defaults import server_error
from psycopg_pool import PoolTimeout

from yiwang.interfaces.rest.problems import problem

RETRY_SECONDS = 3
Answer = Callable[[HttpRequest], HttpResponse]

POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; script-src 'self'; frame-ancestors 'none'; "
    "base-uri 'self'; form-action 'self'"
)


class ContentPolicy:
    """Pages load from our own host only; the browser itself is told to refuse anything else."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault(
            "Permissions-Policy", "camera=(self), geolocation=(self), microphone=()"
        )
        return response


def answer_failure(request: HttpRequest) -> HttpResponse:
    """What is answered when no code answered: 503 when it is the database that cannot, else 500.

    A pool without a free connection, a statement cut short, a database that restarts: all pass.
    """
    if not isinstance(sys.exception(), OperationalError | InterfaceError | PoolTimeout):
        return server_error(request)
    response = _busy(request)
    response["Retry-After"] = RETRY_SECONDS
    return response


def _busy(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", _("Busy. Try again in seconds."))
    page = get_template("503.html").render()
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
