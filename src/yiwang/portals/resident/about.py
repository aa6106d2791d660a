"""Public pages about the system itself: what it does not do, what is kept, which rights it has."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from yiwang.portals.resident.declared import declared
from yiwang.portals.resident.promises import promises
from yiwang.portals.resident.rights import rights


def does_not(request: HttpRequest) -> HttpResponse:
    """What this system does not do (privacy.md 31)."""
    return render(request, "resident/does_not.html", {"promises": promises()})


def kept_data(request: HttpRequest) -> HttpResponse:
    """What is kept of people, why, on what basis and for how long."""
    return render(request, "resident/kept_data.html", {"declared": declared()})


def four_rights(request: HttpRequest) -> HttpResponse:
    """Where residents know, take part, decide and oversee here."""
    on = timezone.localdate()
    return render(request, "resident/rights.html", {"rights": rights(on)})
