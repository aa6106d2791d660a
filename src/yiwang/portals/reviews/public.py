"""The public questionnaire: a few questions about an area, a body or a post, without an account."""

import uuid

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yiwang.foundation.counted import count_one, counted
from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.refusals import Invalid, NotFound, Refusal, Sentence
from yiwang.insight.reviews.actions.give_satisfaction import (
    NEEDS_SLIP,
    NO_FORM,
    Ticket,
    give_satisfaction,
)
from yiwang.insight.reviews.models import Reviewed
from yiwang.insight.reviews.queries.rounds import reviewed_by_id
from yiwang.insight.reviews.schemes import review_of
from yiwang.insight.reviews.subjects import subject_of
from yiwang.portals.casework.typed import text_of
from yiwang.portals.reviews.sent import errors_by_question, given_of, sent_answers
from yiwang.portals.reviews.words import fields_of

SALT = "yiwang.satisfaction"
FORM_SECONDS = 6 * 3600
MOST_A_DAY = 20  # from one address to one questionnaire: a household, not a machine
DAY_SECONDS = 86_400
STALE = gettext_lazy("This form was open too long. Please answer it once more.")
TOO_MANY = gettext_lazy(
    "Many answers have come from your connection today. Please answer tomorrow, or with a printed "
    "slip."
)


@never_cache
@require_http_methods(["GET", "POST"])
def questionnaire(request: HttpRequest, reviewed_id: int) -> HttpResponse:
    """The form, then thanks; nothing of it is kept in the browser."""
    try:
        reviewed = _open(reviewed_id)
        if request.method == "POST":
            return _sent(request, reviewed)
    except Refusal as refusal:
        answer = render(request, "reviews/satisfaction_over.html", {"refusal": refusal})
        answer.status_code = refusal.status
        return answer
    return _form(request, reviewed)


def _open(reviewed_id: int) -> Reviewed:
    reviewed = reviewed_by_id(reviewed_id)
    if reviewed.closed_at is not None or review_of(reviewed.round).residents is None:
        raise NotFound(NO_FORM)
    return reviewed


def _sent(request: HttpRequest, reviewed: Reviewed) -> HttpResponse:
    questions = review_of(reviewed.round).questions_of("public")
    sent = sent_answers(request.POST, questions)
    try:
        ticket = _ticket(request, reviewed)
        given = given_of(sent, questions)
        is_new = give_satisfaction(reviewed.pk, ticket, given, now=timezone.now())
    except Invalid as refusal:
        return _form(request, reviewed, sent, dict(refusal.fields))
    except NotFound as refusal:
        note_miss(address_of(request))
        return _form(request, reviewed, sent, {"slip": refusal.sentence})
    if is_new and not ticket.is_printed:
        count_one(_counter(request, reviewed), DAY_SECONDS)
    return render(request, "reviews/satisfaction_done.html", {"is_new": is_new})


def _ticket(request: HttpRequest, reviewed: Reviewed) -> Ticket:
    """The printed slip, else the form that the page handed out. Invalid where neither counts."""
    slip = text_of(request.POST, "slip", 20)
    if is_paused(address_of(request)):
        raise Invalid({"slip": _("Too many slips that do not exist. Please wait.")})
    if slip:
        return Ticket(slip, is_printed=True)
    scheme = review_of(reviewed.round)
    if scheme.residents and scheme.residents.by_slip:
        raise Invalid({"slip": NEEDS_SLIP})
    try:
        word = TimestampSigner(salt=_salt(reviewed)).unsign(
            request.POST.get("form", ""), max_age=FORM_SECONDS
        )
    except BadSignature:
        raise Invalid({"": STALE}) from None
    if counted(_counter(request, reviewed)) >= MOST_A_DAY:
        raise Invalid({"": TOO_MANY})
    return Ticket(word)


def _form(
    request: HttpRequest,
    reviewed: Reviewed,
    sent: dict[str, str] | None = None,
    faults: dict[str, Sentence] | None = None,
) -> HttpResponse:
    faults, scheme = faults or {}, review_of(reviewed.round)
    questions = scheme.questions_of("public")
    context = {
        "subject": subject_of(reviewed),
        "scheme": scheme,
        "fields": fields_of(questions, sent or {}, faults),
        "form": TimestampSigner(salt=_salt(reviewed)).sign(uuid.uuid4().hex),
        "slip": text_of(request.POST, "slip", 20) or text_of(request.GET, "slip", 20),
        "by_slip": bool(scheme.residents and scheme.residents.by_slip),
        "least": reviewed.least_public,
        "faults": faults,
        "errors": errors_by_question(faults, questions),
        "now": timezone.now(),
    }
    return render(request, "reviews/satisfaction.html", context, status=422 if faults else 200)


def _salt(reviewed: Reviewed) -> str:
    return f"{SALT}.{reviewed.pk}"


def _counter(request: HttpRequest, reviewed: Reviewed) -> str:
    """The address itself is not kept, only what it hashes to under a key that no table holds."""
    hashed = salted_hmac(_salt(reviewed), address_of(request)).hexdigest()[:32]
    return f"satisfaction:{hashed}"
