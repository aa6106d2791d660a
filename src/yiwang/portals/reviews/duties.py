"""The duty list of a subject: reported by it, confirmed or refused by the post above."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.actions.confirm_duty import confirm_duty
from yiwang.insight.reviews.actions.report_duties import Reported, report_duties
from yiwang.insight.reviews.policies import NO_RESULT, confirms, result_to_see
from yiwang.insight.reviews.queries.reports import duties_of
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.subjects import belongs
from yiwang.portals.casework.periods import period_in_words
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.reviews.sent import Faults, errors_of


@staff_page
@require_http_methods(["GET", "POST"])
def duties(request: HttpRequest, reviewed_id: int) -> HttpResponse:
    """The list; what is sent is reported, entry by entry."""
    if request.method != "POST":
        return _page(request, reviewed_id, {})
    said = {
        entry.key: Reported(
            request.POST[f"done-{entry.key}"] == "yes",
            text_of(request.POST, f"evidence-{entry.key}", 2000),
        )
        for entry in duties_of(reviewed_id)
        if request.POST.get(f"done-{entry.key}") in ("yes", "no")
    }
    try:
        changed = report_duties(reviewed_id, said, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _page(request, reviewed_id, dict(refusal.fields), said)
    if changed:
        messages.success(request, _("It is reported. Now it waits to be confirmed."))
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect("review_duties", reviewed_id)


@staff_page
@require_POST
def confirm(request: HttpRequest, reviewed_id: int) -> HttpResponse:
    """One entry confirmed, or refused with a reason."""
    key = text_of(request.POST, "entry", 60)
    try:
        confirm_duty(
            reviewed_id,
            key,
            is_confirmed="confirm" in request.POST,
            why=text_of(request.POST, "why", 400),
            actor=actor_of(request),
            now=timezone.now(),
        )
    except Invalid as refusal:
        return _page(request, reviewed_id, dict(refusal.fields))
    messages.success(request, _("It is noted."))
    return redirect("review_duties", reviewed_id)


def _page(
    request: HttpRequest,
    reviewed_id: int,
    faults: Faults,
    said: dict[str, Reported] | None = None,
) -> HttpResponse:
    account_id, now = account_of(request), timezone.now()
    today = timezone.localdate(now)
    reviewed, subject = result_to_see(reviewed_id, account_id, today)
    scheme = review_of(reviewed.round)
    if scheme.duty is None:
        raise NotFound(NO_RESULT)
    is_open, entries = reviewed.closed_at is None, duties_of(reviewed_id)
    context = {
        "reviewed": reviewed,
        "scheme": scheme,
        "subject": subject,
        "period": period_in_words(reviewed.round.since, reviewed.round.until),
        "entries": [(each, (said or {}).get(each.key), faults.get(each.key)) for each in entries],
        "done": sum(1 for each in entries if each.is_done and each.is_confirmed),
        "may_report": is_open and belongs(subject, account_id, today),
        "may_confirm": is_open and confirms(reviewed.round, subject, account_id, today),
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/duties.html", context, status=422 if faults else 200)
