"""What every page shell needs to know about this installation."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def installation(request: HttpRequest) -> dict[str, object]:
    """The filing number in the footer, the reader's choice of view, and the moment of the page."""
    return {
        "filing_number": settings.FILING_NUMBER,
        "is_elder_view": request.COOKIES.get("view") == "elder",
        "now": timezone.now(),
    }
