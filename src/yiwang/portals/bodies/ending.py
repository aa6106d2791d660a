"""The second look before a body is dissolved: what waits at it, who stands at it, what goes on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Invalid, Refusal, Sentence
from yiwang.portals.bodies.choosing import chosen_body
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.moments import on_day
from yiwang.portals.rules.numbers import day_of
from yiwang.structure.founding.actions.dissolve_organization import (
    Dissolution,
    dissolve_organization,
)
from yiwang.structure.founding.policies import organizing
from yiwang.structure.organizations.listing import by_code
from yiwang.structure.organizations.models import Organization
from yiwang.structure.posts.queries.counted import appointments_at
from yiwang.work.cases.queries.open_at import open_at


@staff_page
@require_http_methods(["GET", "POST"])
def dissolve(request: HttpRequest, code: str) -> HttpResponse:
    """Look, then dissolve it from a day on."""
    body, now = by_code(code), timezone.now()
    organizing(body.area_id, actor_of(request), timezone.localdate(now))
    if request.method != "POST":
        return _look(request, body, {})
    faults: dict[str, Sentence] = {}
    follower = chosen_body(text_of(request.POST, "followed_by"), faults, "followed_by")
    wanted = Dissolution(
        day_of(request.POST.get("on", "")),
        text_of(request.POST, "reason"),
        follower.pk if follower else None,
    )
    if faults:
        return _look(request, body, faults)
    try:
        dissolve_organization(body.pk, wanted, actor=actor_of(request), now=now)
    except Invalid as refusal:
        return _look(request, body, refusal.fields)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("body", code)
    assert wanted.on is not None  # else it was refused
    said = _("“%(name)s” is dissolved from %(day)s on.")
    day = on_day(wanted.on, timezone.localdate(now))
    messages.success(request, said % {"name": body.name, "day": day})
    return redirect("body", code)


def _look(request: HttpRequest, body: Organization, faults: dict[str, Sentence]) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    names = ("on", "reason", "followed_by")
    typed = {name: text_of(request.POST, name, 400) for name in names}
    context = {
        "body": body,
        "typed": typed if request.method == "POST" else {"on": today.isoformat()},
        "faults": faults,
        "errors": [(f"f-{name}", str(said)) for name, said in faults.items()],
        "waiting": open_at(body.pk, account_id=account_of(request), now=now),
        "people": appointments_at(body.pk, today),
        "today": today,
        "now": now,
    }
    return page(request, "bodies/dissolve.html", context, status=422 if faults else 200)
