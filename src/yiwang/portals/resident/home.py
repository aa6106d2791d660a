"""The first page: say something, or follow what was said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yiwang.portals.resident.published import solved_lately


def home(request: HttpRequest) -> HttpResponse:
    """One large button and one field, and what was solved lately if that is enough to publish."""
    return render(request, "resident/home.html", {"solved": solved_lately(timezone.now())})
