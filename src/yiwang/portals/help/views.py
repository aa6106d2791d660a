"""Pages of help: the index with its search, one article, and all of a role as one document.

Everybody may read them. Who is not signed in is offered what is for residents; staff get their own
articles first, in the shell they work in.
"""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.portals.casework.staff import Context, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.help.finding import found_in
from yiwang.portals.help.handbook import RESIDENTS, Article, Named, articles, roles, topics
from yiwang.portals.messages.frame import own_page
from yiwang.portals.worker.keeping import phone_page


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every article by topic, those of one role (`for`), or those with the words of `q`."""
    role, query = text_of(request.GET, "for", 40), text_of(request.GET, "q", 60)
    shown = _offered(request, role)
    context = {
        "groups": _by_topic(shown),
        "query": query,
        "found": found_in(shown, query),
        "roles": list(roles().values()) if request.user.is_authenticated else [],
        "role": role,
        "practice_address": settings.PRACTICE_ADDRESS,
    }
    return _page(request, "help/index.html", context)


@require_safe
def article(request: HttpRequest, key: str) -> HttpResponse:
    """One article."""
    return _page(request, "help/article.html", _of(key))


@staff_page
@require_safe
def on_the_phone(request: HttpRequest, key: str) -> HttpResponse:
    """The same below `/work/`, where a phone keeps pages for the time without a signal."""
    return phone_page(request, "help/article.html", {"shell": "worker/page.html", **_of(key)})


@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """All that is offered, or all of one role, one after another: to be printed."""
    role = text_of(request.GET, "for", 40)
    context = {"groups": _by_topic(_offered(request, role)), "chosen": roles().get(role)}
    return _page(request, "help/book.html", context)


def _of(key: str) -> Context:
    found = articles().get(key)
    if found is None:
        raise Http404
    return {"article": found, "topic": topics()[found.topic]}


def _offered(request: HttpRequest, role: str) -> list[Article]:
    wanted = role if request.user.is_authenticated else RESIDENTS
    return [each for each in articles().values() if not wanted or wanted in each.roles]


def _by_topic(shown: Iterable[Article]) -> list[tuple[Named, list[Article]]]:
    groups: dict[str, list[Article]] = {}
    for each in shown:
        groups.setdefault(each.topic, []).append(each)
    return [(topic, groups[key]) for key, topic in topics().items() if key in groups]


def _page(request: HttpRequest, template: str, context: Context) -> HttpResponse:
    if request.user.is_authenticated:
        return own_page(request, template, context)
    return render(request, template, {"shell": "shell/resident.html", **context})
