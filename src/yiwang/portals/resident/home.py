"""The first page: say something, or follow what was said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def home(request: HttpRequest) -> HttpResponse:
    """One large button and one field."""
    return render(request, "resident/home.html")
