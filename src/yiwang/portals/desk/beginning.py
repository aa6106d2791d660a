"""Beginning a matter of one's own: what staff begin, and no resident reports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Forbidden, Invalid, NotFound
from yiwang.portals.casework.places import picker, place_of_post
from yiwang.portals.casework.staff import account_of, page, staff_page
from yiwang.portals.casework.taking_in import OWN, Taken, check, is_only_redrawn, send, taken_by
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.queries import appointments_of
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.procedures import Procedure, procedure_of
from yiwang.work.cases.queries import types_of_staff
from yiwang.work.cases.queries.checked import entry_in_words
from yiwang.work.cases.queries.offered import Offered, types_by


@staff_page
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """One page: which matter, what it is about, where. It goes on on its own page."""
    account_id, today = account_of(request), timezone.localdate()
    if not appointments_of(account_id, today):
        raise Forbidden(_("You hold no post at the moment, so you cannot begin anything."))
    if request.method != "POST":
        place = place_of_post(account_id, today)
        return _form(request, Taken(channel=OWN[0], place=place, procedure=_procedure(request)))
    taken = taken_by(request, OWN)
    taken.procedure = _procedure(request)
    if is_only_redrawn(request) or taken.faults:
        return _form(request, taken)
    check(request, taken)
    if not taken.kind:
        taken.faults["kind"] = _("Choose which matter it is.")
    if taken.faults or (taken.numbers and "save" not in request.POST):
        return _form(request, taken)
    try:
        begun = send(request, taken)
    except Invalid as refusal:
        taken.faults |= refusal.fields
        return _form(request, taken)
    return redirect("desk_case", begun.case_id)


def _procedure(request: HttpRequest) -> Procedure | None:
    """What it is begun from, if from an entry of a register."""
    given = request.POST or request.GET
    register, entry = text_of(given, "register", 60), text_of(given, "entry", 60)
    if not register:
        return None
    found = procedure_of(register, entry, timezone.localdate())
    if found is None:
        raise NotFound(_("This procedure is not in force any more. Choose one from the register."))
    return found


def _types(procedure: Procedure | None, by: Beginner) -> list[Offered]:
    return types_by(procedure, by) if procedure else types_of_staff(by)


def _form(request: HttpRequest, taken: Taken) -> HttpResponse:
    where = {"place": "areas", "area": "areas", "photos": "begin-photos"}
    now = timezone.now()
    types = _types(taken.procedure, Beginner(OWN[0], now, account_of(request)))
    kinds = [kind.key for top in types for kind in top.below]
    if taken.procedure and len(kinds) == 1:
        taken.kind = taken.kind or kinds[0]
    context = {
        "taken": taken,
        "types": types,
        "basis": entry_in_words(taken.procedure) if taken.procedure else None,
        "picker": picker(taken.place, account_of(request), timezone.localdate(now)),
        "faults": taken.faults,
        "errors": [(where.get(name, name), said) for name, said in taken.faults.items()],
        "now": now,
    }
    return page(request, "desk/begin.html", context, status=422 if taken.faults else 200)
