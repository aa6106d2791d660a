"""Rounds for who organizes: open one, see the share of answers, remind, close, print slips."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from yiwang.foundation.periods import Span, span_around, spans_back
from yiwang.foundation.refusals import NotFound, Refusal
from yiwang.insight.reviews.actions.close_round import close_round
from yiwang.insight.reviews.actions.open_round import open_round
from yiwang.insight.reviews.actions.print_slips import print_slips
from yiwang.insight.reviews.actions.remind_reviewers import remind_reviewers
from yiwang.insight.reviews.models import Reviewed
from yiwang.insight.reviews.policies import (
    NO_RESULT,
    organizes,
    organizing,
    organizing_anywhere,
)
from yiwang.insight.reviews.queries.reports import duties_unconfirmed
from yiwang.insight.reviews.queries.rounds import (
    Share,
    line_of_round,
    reviewed_by_id,
    reviewed_in,
    round_by_id,
    rounds,
)
from yiwang.insight.reviews.schemes import read_once, review_of, versions_in_force
from yiwang.insight.reviews.subjects import Subject, subject_of
from yiwang.portals.casework.periods import period_in_words
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.resident.receipt import picture_of
from yiwang.portals.reviews.sent import Faults, errors_of, faults_of

PERIODS_BACK = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A subject of a round with its share of answers; points stand on its own page."""

    reviewed: Reviewed
    subject: Subject
    share: Share


@staff_page
@require_http_methods(["GET", "POST"])
def every_round(request: HttpRequest) -> HttpResponse:
    """The list of rounds; a new one is opened from here."""
    now = timezone.now()
    organizing_anywhere(actor_of(request), timezone.localdate(now))
    if request.method != "POST":
        return _list(request, {})
    key, _colon, since = text_of(request.POST, "period", 90).partition("/")
    try:
        span = _span(key, since, timezone.localdate(now))
        round_id = open_round(key, span, actor=actor_of(request), now=now)
    except Refusal as refusal:
        return _list(request, faults_of(refusal), refusal.status)
    messages.success(request, _("The round is open. Those asked get a message, and their forms."))
    return redirect("review_round", round_id)


def _span(key: str, since: str, today: date) -> Span:
    """The period that was chosen; the present one where it was none."""
    version = next((v for v in versions_in_force("review", today) if v.scheme.key == key), None)
    cadence = read_once(version.source).cadence if version else "quarter"
    try:
        return span_around(date.fromisoformat(since), cadence)
    except ValueError:
        return span_around(today, cadence)


def _list(request: HttpRequest, faults: Faults, status: int = 200) -> HttpResponse:
    now = timezone.now()
    today = timezone.localdate(now)
    context = {
        "lines": [(each, period_in_words(each.of.since, each.of.until)) for each in rounds()],
        "choices": _choices(today),
        "may_open": organizes(account_of(request), None, today),
        "chosen": text_of(request.POST, "period", 90),
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/rounds.html", context, status=status)


def _choices(today: date) -> list[tuple[str, str]]:
    """Each scheme with its latest periods."""
    found = []
    for version in versions_in_force("review", today):
        for span in spans_back(today, read_once(version.source).cadence, PERIODS_BACK):
            name = f"{version.scheme.name} · {period_in_words(span.since, span.until)}"
            found.append((f"{version.scheme.key}/{span.since.isoformat()}", name))
    return found


@staff_page
@require_http_methods(["GET", "POST"])
def one_round(request: HttpRequest, round_id: int) -> HttpResponse:
    """A round with its shares; reminding and closing."""
    now = timezone.now()
    organizing_anywhere(actor_of(request), timezone.localdate(now))
    if request.method != "POST":
        return _one(request, round_id, {})
    try:
        said = _acted(request, round_id)
    except Refusal as refusal:
        return _one(request, round_id, faults_of(refusal), refusal.status)
    messages.success(request, said)
    return redirect("review_round", round_id)


def _acted(request: HttpRequest, round_id: int) -> str:
    if "close" in request.POST:
        close_round(round_id, actor=actor_of(request), now=timezone.now())
        return _("The round is closed. What was not answered counts as not answered.")
    number = remind_reviewers(round_id, actor=actor_of(request), now=timezone.now())
    said = ngettext(
        "A message goes out. %(number)d review is still to give.",
        "A message goes out. %(number)d reviews are still to give.",
        number,
    )
    return said % {"number": number}


def _one(request: HttpRequest, round_id: int, faults: Faults, status: int = 200) -> HttpResponse:
    now, account_id = timezone.now(), account_of(request)
    today = timezone.localdate(now)
    found = round_by_id(round_id)
    scheme = review_of(found)
    listed = reviewed_in(round_id, account_id, today) if scheme.subjects.of != "appointment" else []
    context = {
        "round": found,
        "line": line_of_round(found),
        "scheme": scheme,
        "period": period_in_words(found.since, found.until),
        "listed": [Line(*each) for each in listed],
        "unconfirmed": duties_unconfirmed(round_id) if scheme.duty else 0,
        "may_act": found.closed_at is None and organizes(account_id, None, today),
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/round.html", context, status=status)


@staff_page
@require_http_methods(["GET", "POST"])
def slips(request: HttpRequest, reviewed_id: int) -> HttpResponse:
    """Slips to hand out, readable this once: each with its word and a picture to scan."""
    reviewed = reviewed_by_id(reviewed_id)
    subject, now = subject_of(reviewed), timezone.now()
    if subject.of == "appointment":
        raise NotFound(NO_RESULT)
    organizing(subject.area_id, actor_of(request), timezone.localdate(now))
    link = request.build_absolute_uri(reverse("satisfaction", args=[reviewed_id]))
    faults: Faults = {}
    made: list[str] = []
    if request.method == "POST":
        wanted = text_of(request.POST, "number", 5)
        number = int(wanted) if wanted.isdecimal() else 0
        try:
            made = print_slips(reviewed_id, number, actor=actor_of(request), now=now)
        except Refusal as refusal:
            faults = faults_of(refusal)
    context = {
        "reviewed": reviewed,
        "scheme": review_of(reviewed.round),
        "subject": subject,
        "slips": [(word, picture_of(f"{link}?slip={word}")) for word in made],
        "link": link,
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/slips.html", context, status=422 if faults else 200)
