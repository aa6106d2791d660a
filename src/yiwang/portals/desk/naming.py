"""Who of a post does a task, by name: taken on, given to a colleague, given back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yiwang.foundation.refusals import Invalid, NotFound, Refusal
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.desk.case import safe_back
from yiwang.work.cases.queries import case_to_view
from yiwang.work.workflows.actions.name_person import name_person
from yiwang.work.workflows.queries import tasks_of

GIVEN_BACK, ME = "", "me"


@staff_page
@require_POST
def person(request: HttpRequest, case_id: int, task_id: int) -> HttpResponse:
    """Name somebody, or nobody any more; back to where the button was."""
    now = timezone.now()
    case = case_to_view(case_id, account_of(request), now)
    if task_id not in {task.id for task in tasks_of(case.run_id or 0)}:
        raise NotFound(_("This task is not among yours. Look at your inbox."))
    try:
        name_person(task_id, _chosen(request), actor=actor_of(request), now=now)
        messages.success(request, _("Noted. The post answers for it as before."))
    except Invalid as refusal:
        messages.warning(request, " ".join(str(each) for each in refusal.fields.values()))
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        messages.warning(request, str(refusal))
    back = safe_back(request, request.POST.get("next", ""))
    return redirect(back) if back else redirect("desk_case", case_id)


def _chosen(request: HttpRequest) -> int | None:
    """Who is named; none: nobody in particular."""
    given = request.POST.get("person", GIVEN_BACK)
    if given == GIVEN_BACK:
        return None
    if given == ME:
        return account_of(request)
    colleague = request.POST.get("colleague", "")
    return int(colleague) if colleague.isdecimal() and len(colleague) < 19 else 0
