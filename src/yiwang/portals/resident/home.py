"""The first page: say something, or follow what was said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from yiwang.insight.disclosure.queries import newest_month, solved_in


def home(request: HttpRequest) -> HttpResponse:
    """One large button and one field, and what was solved in the month published last."""
    month = newest_month()
    solved = solved_in(month) if month else None
    return render(request, "resident/home.html", {"solved": solved, "month": month})
