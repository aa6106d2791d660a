"""A body as people say it: by its name, by its code, or as it was offered to them."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yiwang.foundation.refusals import NotFound
from yiwang.portals.casework.areas_found import LONGEST, MOST, key_in, offered
from yiwang.portals.casework.staff import staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.administration.finding import named_like
from yiwang.structure.organizations.models import Organization
from yiwang.structure.organizations.queries import called, standing_on

UNKNOWN = _("No body is called this. Type a part of its name, or its code, and choose it.")
SEVERAL = _("Several bodies are called this. Choose which one, or type its code.")


def body_meant(text: str) -> Organization:
    """The one body of today that is meant. Raises NotFound, with what to do about it."""
    found = called(key_in(text), localdate())
    if not found:
        raise NotFound(UNKNOWN)
    if len(found) > 1:
        raise NotFound(SEVERAL)
    return found[0]


def body_as_offered(body: Organization) -> str:
    """The body as it stands in a field: 西林街道城管科（CG-1）."""
    return offered(body.name, body.code)


@staff_page
@require_safe
def found(request: HttpRequest) -> HttpResponse:
    """What may be meant by what is being typed, for the field to offer."""
    sought = text_of(request.GET, "q", LONGEST)
    bodies = named_like(standing_on(localdate()), sought)[:MOST] if sought else ()
    return JsonResponse({"offered": [{"value": body_as_offered(each)} for each in bodies]})
