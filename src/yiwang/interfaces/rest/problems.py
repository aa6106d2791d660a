"""Problems are RFC 9457 documents: what is wrong, which field, and what to do about it."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yiwang.foundation.refusals import Invalid, Refusal

MEDIA_TYPE = "application/problem+json"
NAMES = {"kind": "type", "area_code": "area"}  # our word -> the word of this interface
SENTENCES = {
    "missing": gettext_lazy("This field is needed."),
    "extra_forbidden": gettext_lazy("This field is not known; leave it out."),
    "string_type": gettext_lazy("Give text."),
    "float_parsing": gettext_lazy("Give a number."),
    "float_type": gettext_lazy("Give a number."),
    "int_parsing": gettext_lazy("Give a whole number."),
    "int_type": gettext_lazy("Give a whole number."),
    "greater_than_equal": gettext_lazy("This number is too small."),
    "less_than_equal": gettext_lazy("This number is too large."),
    "decimal_parsing": gettext_lazy("Give a number."),
    "finite_number": gettext_lazy("Give a number."),
    "date_from_datetime_parsing": gettext_lazy("Give a day like 2026-11-30."),
    "date_parsing": gettext_lazy("Give a day like 2026-11-30."),
    "json_invalid": gettext_lazy("The body is not JSON."),
}


def problem(
    status: int, code: str, detail: str, errors: Iterable[tuple[str, str]] = ()
) -> HttpResponse:
    """A problem document. `errors` are (field, sentence that says what to do)."""
    document: dict[str, Any] = {
        "type": f"urn:yiwang:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    named = [{"field": NAMES.get(field, field), "detail": text} for field, text in errors]
    if named:
        document["errors"] = named
    ascii_free = {"ensure_ascii": False}
    return JsonResponse(
        document, status=status, content_type=MEDIA_TYPE, json_dumps_params=ascii_free
    )


def of_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What an action or a query refused."""
    fields = refusal.fields if isinstance(refusal, Invalid) else {}
    errors = [(name, str(sentence)) for name, sentence in fields.items()]
    return problem(refusal.status, refusal.code, str(refusal), errors)


def of_validation(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """What does not have the shape that the interface documents."""
    errors = [(_field(each["loc"]), _sentence(each)) for each in error.errors]
    detail = _("Some fields cannot be used; each is named with what to do.")
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", detail, errors)


def of_authentication(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """No token, or one that is unknown or has expired."""
    detail = _("Send “Authorization: Bearer …” with a token of yours that has not expired.")
    answer = problem(HTTPStatus.UNAUTHORIZED, "unauthenticated", detail)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses, such as a body that is not JSON."""
    return problem(error.status_code, "refused", str(error))


def of_size(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """A body too large to be read at all."""
    detail = _("The request is too large. Send less than 4 MB at a time.")
    return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", detail)


def _field(place: tuple[Any, ...]) -> str:
    """`("body", "report", "place", "lng")` is `place.lng`."""
    return ".".join(str(part) for part in place[2:]) or str(place[-1])


def _sentence(error: dict[str, Any]) -> str:
    return str(SENTENCES.get(error["type"], error["msg"]))
