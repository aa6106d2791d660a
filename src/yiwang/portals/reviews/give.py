"""Giving one review: a form of a few questions, sent once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yiwang.foundation.refusals import Invalid, NotFound
from yiwang.insight.reviews.actions.give_review import give_review
from yiwang.insight.reviews.policies import NOT_ASKED
from yiwang.insight.reviews.queries.reports import report_of
from yiwang.insight.reviews.queries.rounds import ToGive, as_to_give, asked_of
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.reviews.sent import Faults, errors_by_question, given_of, sent_answers
from yiwang.portals.reviews.summary import period_of
from yiwang.portals.reviews.words import fields_of


def asked_for(request: HttpRequest, asked_id: int) -> ToGive:
    """What is asked of the reader. NotFound for everybody else."""
    rows = asked_of(account_of(request), timezone.localdate()).filter(pk=asked_id)
    found = as_to_give(
        list(rows.select_related("reviewed__round__version", "reviewed__round__scheme"))
    )
    if not found:
        raise NotFound(NOT_ASKED)
    return found[0]


@staff_page
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, asked_id: int) -> HttpResponse:
    """The form; sent, it is counted and gone."""
    each = asked_for(request, asked_id)
    if each.asked.is_answered:
        messages.info(request, _("You have given this review already. Nothing was changed."))
        return redirect("reviews")
    if request.method != "POST":
        return form_page(request, each)
    questions = each.scheme.questions_of("reviewers")
    sent = sent_answers(request.POST, questions)
    try:
        give_review(
            asked_id, given_of(sent, questions), actor=actor_of(request), now=timezone.now()
        )
    except Invalid as refusal:
        return form_page(request, each, sent, dict(refusal.fields))
    messages.success(request, _("Thank you. Your review is counted."))
    return redirect("reviews")


def form_page(
    request: HttpRequest,
    each: ToGive,
    sent: dict[str, str] | None = None,
    faults: Faults | None = None,
    asked_words: str = "",
) -> HttpResponse:
    """The form with what was sent, and the report that it is about, where there is one."""
    faults, questions = faults or {}, each.scheme.questions_of("reviewers")
    context = {
        "each": each,
        "period": period_of(each),
        "fields": fields_of(questions, sent or {}, faults),
        "report": report_of(each.asked.reviewed_id) if each.scheme.has_report else None,
        "asked_words": asked_words,
        "faults": faults,
        "errors": errors_by_question(faults, questions),
        "now": timezone.now(),
    }
    return page(request, "reviews/give.html", context, status=422 if faults else 200)
