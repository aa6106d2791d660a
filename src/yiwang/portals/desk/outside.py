"""Firms from outside: invite one on a task, hand over its link once, take it back."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.refusals import NotFound, Refusal
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.desk.beside import again, redirect_to
from yiwang.portals.desk.shown_once import show_link_once, taken_link
from yiwang.portals.resident.by_link import link_of
from yiwang.portals.resident.receipt import picture_of
from yiwang.work.cases.actions.invite_firm import invite_firm
from yiwang.work.cases.queries import case_to_view
from yiwang.work.workflows.actions.invite_outside import InviteOutside, revoke_invitation
from yiwang.work.workflows.queries.outside import invitations_of


@staff_page
@require_POST
def invite(request: HttpRequest, case_id: int, task_id: int) -> HttpResponse:
    """Invite a firm; its link is on the next page, once."""
    days = request.POST.get("days", "")
    wanted = InviteOutside(
        task_id=task_id,
        firm=text_of(request.POST, "firm"),
        demand=text_of(request.POST, "demand"),
        days=int(days) if days.isdecimal() and len(days) < 4 else None,
        photos=_ids(request.POST.getlist("shown")),
    )
    try:
        made = invite_firm(case_id, wanted, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return again(request, case_id, "outside", refusal)
    show_link_once(request, case_id, link_of(request, made))
    return redirect("desk_outside_link", case_id)


@staff_page
@require_safe
def link(request: HttpRequest, case_id: int) -> HttpResponse:
    """The link to hand over, as a picture and in letters: shown once."""
    now = timezone.now()
    case = case_to_view(case_id, account_of(request), now)
    address = taken_link(request, case_id)
    if not address:
        return redirect_to(case_id, "outside")
    line = invitations_of(case.run_id or 0)[0]
    context = {"case": case, "line": line, "link": address, "picture": picture_of(address)}
    return page(request, "desk/outside_link.html", {**context, "now": now})


@staff_page
@require_POST
def revoke(request: HttpRequest, case_id: int, task_id: int) -> HttpResponse:
    """The link opens nothing any more."""
    now = timezone.now()
    case = case_to_view(case_id, account_of(request), now)
    if task_id not in {line.task_id for line in invitations_of(case.run_id or 0)}:
        raise NotFound(_("There is no such link."))
    revoke_invitation(task_id, actor=actor_of(request), now=now)
    messages.success(request, _("The link was taken back."))
    return redirect_to(case_id, "outside")


def _ids(named: list[str]) -> list[uuid.UUID]:
    found = []
    for name in named[:20]:
        try:
            found.append(uuid.UUID(name))
        except ValueError:
            continue
    return found
