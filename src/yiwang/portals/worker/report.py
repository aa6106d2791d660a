"""The quick report on patrol: what, where, a photo; then settled on the spot if it is one's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.refusals import Invalid
from yiwang.portals.casework.places import picker, place_of_post
from yiwang.portals.casework.sheet import read_sheet
from yiwang.portals.casework.slips import Slip, keep_slip, kept_slip
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.casework.taking_in import (
    MET,
    ON_PATROL,
    OWN,
    Taken,
    check,
    is_only_redrawn,
    like_those,
    send,
    taken_by,
)
from yiwang.portals.resident.receipt import picture_of
from yiwang.portals.worker.keeping import phone_page
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.queries import LikeCase, offered_types


@staff_page
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """One page; like cases nearby are shown once before it is sent."""
    if request.method != "POST":
        place = place_of_post(account_of(request), timezone.localdate())
        return _form(request, Taken(channel=OWN[0], place=place))
    taken = taken_by(request, ON_PATROL)
    if is_only_redrawn(request) or taken.faults:
        return _form(request, taken)
    find_faults(request, taken)
    if taken.faults:
        return _form(request, taken)
    like = like_those(taken)
    if "save" not in request.POST and (like or taken.numbers):
        return _form(request, taken, like)
    try:
        made = send(request, taken)
    except Invalid as refusal:
        taken.faults |= refusal.fields
        return _form(request, taken)
    keep_slip(request, Slip(made.number, made.tracking_code, made.case_id, taken.text[:200]))
    return redirect("worker_reported")


@staff_page
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """Who has it now; and if that is oneself, settling it on the spot."""
    kept, now = kept_slip(request), timezone.now()
    if kept is None:
        return redirect("worker_report")
    sheet = read_sheet(kept.case_id, account_of(request), now=now)
    link = kept.link(request)
    context = {
        "slip": kept,
        "link": link,
        "picture": picture_of(link),
        "sheet": sheet,
        "is_met": sheet.case.channel == MET,
        "case": sheet.case,
        "now": now,
    }
    return page(request, "worker/reported.html", context)


def find_faults(request: HttpRequest, taken: Taken) -> None:
    """A sentence beside each field that cannot be used."""
    check(request, taken)
    if taken.contact and taken.channel != MET:
        taken.faults["contact"] = _(
            "Ask the resident first, and say so above. Nobody's number is kept unasked."
        )


def _form(request: HttpRequest, taken: Taken, like: list[LikeCase] | None = None) -> HttpResponse:
    now = timezone.now()
    context = {
        "taken": taken,
        "is_checked": like is not None,
        "like": like or [],
        "types": offered_types(Beginner(taken.channel, now, account_of(request))),
        "picker": picker(taken.place, account_of(request), timezone.localdate(now)),
        "faults": taken.faults,
        "errors": [(WHERE.get(name, name), said) for name, said in taken.faults.items()],
        "now": now,
    }
    return phone_page(request, "worker/report.html", context, status=422 if taken.faults else 200)


WHERE = {"place": "areas", "area": "areas", "photos": "report-photos"}  # id where it is mended
