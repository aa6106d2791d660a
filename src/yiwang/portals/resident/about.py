"""Public pages about the system itself: its figures, what it does not do, where to complain."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yiwang.insight.measures.queries import last_year
from yiwang.portals.resident.declared import declared
from yiwang.portals.resident.promises import promises
from yiwang.portals.resident.published import published


def figures(request: HttpRequest) -> HttpResponse:
    """The public figures, each with how it was counted. Below 30 a rate is not shown."""
    period = last_year(timezone.now())
    context = {"figures": published(period), "period": period}
    return render(request, "resident/figures.html", context)


def does_not(request: HttpRequest) -> HttpResponse:
    """What this system does not do (privacy.md 31)."""
    return render(request, "resident/does_not.html", {"promises": promises()})


def kept_data(request: HttpRequest) -> HttpResponse:
    """What is kept of people, why, on what basis and for how long."""
    return render(request, "resident/kept_data.html", {"declared": declared()})


def complaint(request: HttpRequest) -> HttpResponse:
    """How to complain about the software itself."""
    return render(request, "resident/complaint.html", {"contact": settings.COMPLAINT_CONTACT})
