"""Requests of programs pass by the chain that pages need: here is neither session, form nor page.

What every answer carries is the same as a page's; a test compares them. A program is known by its
token, never by a cookie, so that no other site can send in somebody's name.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.http.request import HttpHeaders
from django.utils import translation
from django.utils.cache import patch_vary_headers

from yiwang.config.middleware import OF_OURS, Answer, is_for_programs, said_why


class ProgramsApart:
    """Stands first: what comes to the interface leaves the chain of pages here."""

    def __init__(self, answer: Answer) -> None:
        self.pages = answer
        self.programs = _Programs().answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return (self.programs if is_for_programs(request) else self.pages)(request)


class Sent(Mapping[str, str]):
    """The headers of a request, looked up one by one: Django would copy them all first."""

    def __init__(self, request: HttpRequest) -> None:
        self._meta = request.META

    def __getitem__(self, name: str) -> str:
        return str(self._meta[HttpHeaders.to_wsgi_name(name)])

    def __iter__(self) -> Iterator[str]:
        return iter(HttpHeaders(self._meta))

    def __len__(self) -> int:
        return len(HttpHeaders(self._meta))


class _Programs(BaseHandler):
    """Django's handler with one middleware: the language, the host, and what is always said."""

    _view_middleware = _template_response_middleware = _exception_middleware = ()

    def __init__(self) -> None:
        self._inner = convert_exception_to_response(self._from_our_host)
        self._headers = OF_OURS | _as_set()

    def answer(self, request: HttpRequest) -> HttpResponse:
        vars(request)["headers"] = Sent(request)
        language = translation.get_language_from_request(request)
        translation.activate(language)
        response = said_why(request, cast("HttpResponse", self._inner(request)))
        carried = response.headers
        for name, value in self._headers.items():
            carried[name] = value
        carried["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language",))
        if not response.streaming:
            carried["Content-Length"] = str(len(response.content))
        return response

    def _from_our_host(self, request: HttpRequest) -> HttpResponse:
        request.get_host()  # refuses a host that is not in ALLOWED_HOSTS
        return cast("HttpResponse", self._get_response(request))  # type: ignore[attr-defined]  # not in stubs


def _as_set() -> dict[str, str]:
    """The headers that Django's own middleware gives to pages."""
    headers = {
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "X-Content-Type-Options": "nosniff" if settings.SECURE_CONTENT_TYPE_NOSNIFF else None,
    }
    return {name: value for name, value in headers.items() if value}
