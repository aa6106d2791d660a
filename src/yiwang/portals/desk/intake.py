"""Taking in what somebody says on the telephone, at the counter or in a letter."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.portals.casework.places import picker
from yiwang.portals.casework.slips import Slip, keep_slip, kept_slip
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.taking_in import (
    CHANNELS,
    Taken,
    check,
    is_only_redrawn,
    like_those,
    send,
    taken_by,
)
from yiwang.portals.resident.receipt import picture_of
from yiwang.structure.posts.powers import TAKE_IN_CASES
from yiwang.structure.posts.queries import has_power
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.grades import GRADES
from yiwang.work.cases.queries import LikeCase, offered_types


@staff_page
@require_http_methods(["GET", "POST"])
def intake(request: HttpRequest) -> HttpResponse:
    """One page: what, where, how to reach them; like cases first, then the slip."""
    if not has_power(account_of(request), TAKE_IN_CASES, timezone.localdate()):
        raise Forbidden(_("None of your posts takes in cases for somebody else."))
    if request.method != "POST":
        return _form(request, Taken())
    taken = taken_by(request)
    if is_only_redrawn(request) or taken.faults:
        return _form(request, taken)
    check(request, taken)
    if taken.faults:
        return _form(request, taken)
    like = like_those(taken)
    if "follow" in request.POST:
        return _followed(request, taken, like)
    if "save" not in request.POST and (like or taken.numbers):
        return _form(request, taken, like)
    return _sent(request, taken)


@staff_page
@require_safe
def slip(request: HttpRequest) -> HttpResponse:
    """What the person takes along: the code, on paper."""
    kept = kept_slip(request)
    if kept is None:
        return redirect("desk_intake")
    link = kept.link(request)
    context = {
        "slip": kept,
        "link": link,
        "picture": picture_of(link),
        "grades": GRADES,
        "now": timezone.now(),
    }
    return page(request, "desk/slip.html", context)


def _sent(request: HttpRequest, taken: Taken) -> HttpResponse:
    try:
        reported = send(request, taken)
    except Invalid as refusal:
        taken.faults |= refusal.fields
        return _form(request, taken)
    keep_slip(
        request, Slip(reported.number, reported.tracking_code, reported.case_id, taken.text[:200])
    )
    return redirect("desk_slip")


def _followed(request: HttpRequest, taken: Taken, like: list[LikeCase]) -> HttpResponse:
    """The person follows a case that somebody else reported, with a code of their own."""
    chosen = next((one for one in like if str(one.case_id) == request.POST["follow"]), None)
    try:
        if chosen is None:
            raise NotFound(_("This case cannot be followed any more. Take this one in instead."))
        code = follow_case(chosen.case_id, actor=actor_of(request), now=timezone.now())
    except NotFound as refusal:
        messages.warning(request, str(refusal))
        return _form(request, taken, like)
    keep_slip(request, Slip("", code, chosen.case_id, taken.text[:200]))
    return redirect("desk_slip")


def _form(request: HttpRequest, taken: Taken, like: list[LikeCase] | None = None) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "taken": taken,
        "is_checked": like is not None,
        "like": like or [],
        "types": offered_types(Beginner(CHANNELS[0], timezone.now())),
        "picker": picker(taken.place, account_of(request), today),
        "channels": CHANNELS,
        "faults": taken.faults,
        "errors": [(_where(name), said) for name, said in taken.faults.items()],
        "now": timezone.now(),
    }
    return page(request, "desk/intake.html", context, status=422 if taken.faults else 200)


def _where(name: str) -> str:
    """The id of the field in which a fault is mended."""
    return {"place": "areas", "area": "areas", "photos": "intake-photos"}.get(name, name)
