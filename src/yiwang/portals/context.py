"""What every page shell needs to know about this installation."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from yiwang.portals.help.links import address_of_help
from yiwang.structure.territory.queries import territory_called


def installation(request: HttpRequest) -> dict[str, object]:
    """What the shells show: whose territory it is, the filing number, the reader's choice of view;
    the moment of the page, and the help with it."""
    return {
        "filing_number": settings.FILING_NUMBER,
        "is_practice": settings.PRACTICE,
        "is_elder_view": request.COOKIES.get("view") == "elder",
        "now": timezone.now(),
        "help_address": address_of_help(request),
        "called": SimpleLazyObject(territory_called),
    }
