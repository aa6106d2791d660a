"""Where the help of a page is: its article; below `/work/` the one that a phone keeps; else the
index."""

from django.http import HttpRequest
from django.urls import reverse

from yiwang.portals.help.handbook import explained


def address_of_help(request: HttpRequest) -> str:
    """The address behind “Help” on this page."""
    match = request.resolver_match
    article = explained().get(match.view_name) if match else None
    if article is None:
        return reverse("help")
    is_kept = article.is_kept and request.path.startswith("/work/")
    return reverse("worker_help" if is_kept else "help_article", args=[article.key])
