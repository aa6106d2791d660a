"""What came of a review for one subject: points with their formula, what was said, what was left
out; and the way to object."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.refusals import AlreadyDone, Invalid, Sentence
from yiwang.insight.reviews.actions.object_to import Matter, object_to
from yiwang.insight.reviews.definition import Question
from yiwang.insight.reviews.models import Answer, Objection, Reviewed
from yiwang.insight.reviews.policies import organizes, result_to_see
from yiwang.insight.reviews.queries.objections import objections_to_result
from yiwang.insight.reviews.queries.results import named_answers, remarks_of, standing_of
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.subjects import belongs
from yiwang.portals.casework.periods import period_in_words
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.reviews.sent import Faults, errors_of
from yiwang.portals.reviews.words import PARTS, Term, formula, in_word


@staff_page
@require_safe
def result(request: HttpRequest, reviewed_id: int) -> HttpResponse:
    """For those who may see it; everybody else learns of nothing."""
    return _page(request, reviewed_id, {})


@staff_page
@require_POST
def object_(request: HttpRequest, reviewed_id: int) -> HttpResponse:
    """An appeal by the subject, or an exclusion asked by who organizes."""
    number = text_of(request.POST, "answer", 18)
    matter = Matter(reviewed_id, int(number) if number.isdecimal() else None)
    reason = text_of(request.POST, "reason", 600)
    try:
        object_to(matter, reason, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _page(request, reviewed_id, dict(refusal.fields), reason)
    except AlreadyDone as refusal:
        messages.info(request, str(refusal.sentence))
        return redirect("review_result", reviewed_id)
    messages.success(
        request, _("It is asked for. Somebody else decides, and you see the answer here.")
    )
    return redirect("review_result", reviewed_id)


def _page(request: HttpRequest, reviewed_id: int, faults: Faults, reason: str = "") -> HttpResponse:
    account_id, now = account_of(request), timezone.now()
    today = timezone.localdate(now)
    reviewed, subject = result_to_see(reviewed_id, account_id, today)
    standing = standing_of(reviewed_id) if reviewed.closed_at else None
    is_own = belongs(subject, account_id, today)
    is_organizer = subject.of != "appointment" and organizes(account_id, subject.area_id, today)
    objections = objections_to_result(reviewed_id)
    terms = [Term(PARTS[each.key], each) for each in standing.parts] if standing else []
    questions = standing.questions if standing else {}
    shows_answers = is_organizer and not reviewed.is_anonymous
    context = {
        "reviewed": reviewed,
        "scheme": review_of(reviewed.round),
        "subject": subject,
        "period": period_in_words(reviewed.round.since, reviewed.round.until),
        "standing": standing,
        "terms": terms,
        "formula": formula(terms),
        "sides": [(PARTS[side], asked) for side, asked in questions.items() if asked],
        "remarks": [(PARTS[side], remarks_of(reviewed, side)) for side in ("reviewers", "public")],
        "answers": _answers(reviewed) if shows_answers and standing else [],
        "objections": [(each, "") for each in objections],
        "is_own": is_own,
        "may_object": bool(standing) and (is_own or is_organizer) and not _is_objected(objections),
        "reason": reason,
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/result.html", context, status=422 if faults else 200)


def _is_objected(objections: Sequence[Objection]) -> bool:
    """Whether the whole result is objected to, or left out, already."""
    return any(each.answer_id is None and each.is_granted is not False for each in objections)


def _answers(reviewed: Reviewed) -> list[tuple[Answer, list[tuple[Question, Sentence]]]]:
    """Each named answer with what it says, question by question."""
    asked = review_of(reviewed.round).questions_of("reviewers")
    return [
        (
            one,
            [
                (each, in_word(each, one.values[each.key]))
                for each in asked
                if each.key in one.values
            ],
        )
        for one in named_answers(reviewed)
    ]
