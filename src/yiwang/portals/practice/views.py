"""The exercises with their ticks, and starting over. Whoever practises sees what was done by
anybody, never by whom."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.insight.practice.actions.start_over import start_over
from yiwang.insight.practice.policies import may_start_over
from yiwang.insight.practice.queries import practice, roles_shown
from yiwang.portals.casework.staff import Context, actor_of, staff_page
from yiwang.portals.messages.frame import own_page


@require_safe
def exercises(request: HttpRequest) -> HttpResponse:
    """What to try, by role, and who to sign in as: for everybody who reaches this installation."""
    begun = practice()
    if begun is None:
        raise Http404
    account, today = request.user.pk, timezone.localdate()
    context = {
        "begun": begun,
        "roles": roles_shown(begun),
        "may_start_over": may_start_over(account, today),
    }
    return _page(request, "practice/exercises.html", context)


@staff_page
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Asked once more, then everything that was tried goes."""
    if practice() is None:
        raise Http404
    if request.method != "POST":
        return own_page(request, "practice/start_over.html", {})
    start_over(actor=actor_of(request), now=timezone.now())
    return render(request, "practice/starting.html")


def _page(request: HttpRequest, template: str, context: Context) -> HttpResponse:
    if request.user.is_authenticated:
        return own_page(request, template, context)
    return render(request, template, {"shell": "shell/resident.html", **context})
