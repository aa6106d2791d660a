"""Where staff begin after signing in, and the switch to the elder view."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from yiwang.structure.posts import queries as posts

YEAR = 365 * 24 * 3600  # seconds


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Phone pages for those who hold only working posts, the desk for everybody else."""
    assert request.user.pk is not None
    today = timezone.localdate()
    held = posts.appointments_of(request.user.pk, today)
    is_working = bool(held) and all(each.post.type.is_working for each in held)
    return redirect("/work/" if is_working else "/desk/")


@require_POST
def switch_view(request: HttpRequest) -> HttpResponse:
    """Remember the elder view in a cookie, and go back to where the reader was."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = "/"
    response = redirect(back)
    if request.POST.get("view") == "elder":
        response.set_cookie("view", "elder", max_age=YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie("view")
    return response
