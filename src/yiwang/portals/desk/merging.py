"""Putting two reports of the same thing together, and taking them apart again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.beside import again, redirect_to
from yiwang.work.cases.actions.merge_cases import MergeCases, merge_cases
from yiwang.work.cases.actions.unmerge_case import unmerge_case
from yiwang.work.cases.queries import Filters, ledger


@staff_page
@require_POST
def merge(request: HttpRequest, case_id: int) -> HttpResponse:
    """This case is answered with the one whose number was given."""
    now = timezone.now()
    try:
        number = _number(request)
        found = ledger(account_of(request), Filters(number=number), now=now).rows
        if not found:
            raise NotFound(_("There is no case with this number that you may see."))
        wanted = MergeCases(found[0].case_id, case_id, text_of(request.POST, "reason"))
        merge_cases(wanted, actor=actor_of(request), now=now)
    except Refusal as refusal:
        return again(request, case_id, "merge", refusal)
    messages.success(request, _("Put together. It stands still and is answered with the other."))
    return redirect_to(case_id, "merges")


def _number(request: HttpRequest) -> str:
    """That of the one chosen, or the one typed. Refuses none, and two that differ."""
    named = {text_of(request.POST, name, 20) for name in ("number", "like")} - {""}
    if not named:
        raise Invalid({"number": _("Please choose the other case, or give its number.")})
    if len(named) > 1:
        raise Invalid({"number": _("You chose one case and typed another. Clear the number.")})
    return named.pop()


@staff_page
@require_POST
def unmerge(request: HttpRequest, case_id: int) -> HttpResponse:
    """A member of this case, or this case itself, goes on by itself."""
    member = text_of(request.POST, "member", 18)
    member_id = int(member) if member.isdecimal() else case_id
    reason = text_of(request.POST, "reason")
    try:
        unmerge_case(member_id, reason, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return again(request, case_id, "unmerge", refusal)
    messages.success(request, _("Taken apart. It goes on where it stood."))
    return redirect_to(case_id, "merges")
