"""Reporting and being questioned: the report of a subject, questions of reviewers, answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.actions.answer_question import answer_question
from yiwang.insight.reviews.actions.ask_about_report import ask_about_report
from yiwang.insight.reviews.actions.hand_in_report import hand_in_report
from yiwang.insight.reviews.policies import NO_RESULT, result_to_see
from yiwang.insight.reviews.queries.reports import report_of
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.subjects import belongs
from yiwang.portals.casework.periods import period_in_words
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.reviews.give import asked_for, form_page
from yiwang.portals.reviews.sent import Faults, errors_of


@staff_page
@require_POST
def ask(request: HttpRequest, asked_id: int) -> HttpResponse:
    """A question about the report, before the review is given."""
    each, words = asked_for(request, asked_id), text_of(request.POST, "question", 2000)
    try:
        ask_about_report(asked_id, words, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return form_page(request, each, None, dict(refusal.fields), words)
    messages.success(request, _("Your question is asked. The answer will stand below it."))
    return redirect("review_give", asked_id)


@staff_page
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, reviewed_id: int) -> HttpResponse:
    """The report: read by whoever sees the result, written by those it is about."""
    words = text_of(request.POST, "report", 9000)
    if request.method != "POST":
        return _page(request, reviewed_id, {})
    try:
        hand_in_report(reviewed_id, words, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _page(request, reviewed_id, dict(refusal.fields), words)
    messages.success(request, _("The report is handed in. Reviewers see it with their form."))
    return redirect("review_report", reviewed_id)


@staff_page
@require_POST
def answer(request: HttpRequest, reviewed_id: int) -> HttpResponse:
    """The answer to one question."""
    number, words = text_of(request.POST, "number", 18), text_of(request.POST, "answer", 3000)
    question_id = int(number) if number.isdecimal() else 0
    try:
        answer_question(
            reviewed_id, question_id, words, actor=actor_of(request), now=timezone.now()
        )
    except Invalid as refusal:
        return _page(request, reviewed_id, dict(refusal.fields))
    messages.success(request, _("The answer stands below the question."))
    return redirect("review_report", reviewed_id)


def _page(
    request: HttpRequest, reviewed_id: int, faults: Faults, words: str | None = None
) -> HttpResponse:
    account_id, now = account_of(request), timezone.now()
    today = timezone.localdate(now)
    reviewed, subject = result_to_see(reviewed_id, account_id, today)
    scheme, found = review_of(reviewed.round), report_of(reviewed_id)
    if not scheme.has_report:
        raise NotFound(NO_RESULT)
    is_open = reviewed.closed_at is None
    context = {
        "reviewed": reviewed,
        "scheme": scheme,
        "subject": subject,
        "period": period_in_words(reviewed.round.since, reviewed.round.until),
        "report": found,
        "words": words if words is not None else (found.words if found else ""),
        "may_write": is_open and belongs(subject, account_id, today),
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/report.html", context, status=422 if faults else 200)
