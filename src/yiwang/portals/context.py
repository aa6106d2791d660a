"""What every page shell needs to know about this installation."""

from django.conf import settings
from django.http import HttpRequest


def installation(request: HttpRequest) -> dict[str, object]:
    """The filing number in the footer, and whether the reader chose the elder view."""
    return {
        "filing_number": settings.FILING_NUMBER,
        "is_elder_view": request.COOKIES.get("view") == "elder",
    }
