"""Public pages about the system itself: its figures, what it does not do, where to complain."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def figures(request: HttpRequest) -> HttpResponse:
    """The public figures, each with how it was counted."""
    return render(request, "resident/figures.html")


def does_not(request: HttpRequest) -> HttpResponse:
    """What this system does not do (privacy.md 31)."""
    return render(request, "resident/does_not.html")


def complaint(request: HttpRequest) -> HttpResponse:
    """How to complain about the software itself."""
    return render(request, "resident/complaint.html", {"contact": settings.COMPLAINT_CONTACT})
