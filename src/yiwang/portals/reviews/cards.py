"""Scorecards: the list, one over time with the rank of bodies, and one card with its formula."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.periods import Span, span_around, spans_back
from yiwang.foundation.refusals import NotFound, Refusal
from yiwang.insight.measures.days import Days
from yiwang.insight.measures.indicators import indicators
from yiwang.insight.measures.words import COUNT_WORDS
from yiwang.insight.reviews.actions.lock_cards import lock_cards
from yiwang.insight.reviews.actions.object_to import Matter, object_to
from yiwang.insight.reviews.actions.type_value import NewValue, type_value
from yiwang.insight.reviews.cards import Line
from yiwang.insight.reviews.models import Objection, Scheme
from yiwang.insight.reviews.policies import NO_RESULT, organizes
from yiwang.insight.reviews.queries.cards import (
    CardShown,
    card_shown,
    locked_card,
    may_see_cards_of,
    objections_to,
    standings_of,
    subject_by_code,
    subjects_in_reach,
    trend_of,
)
from yiwang.insight.reviews.schemes import (
    scheme_by_key,
    scorecard_of,
    version_on,
    versions_in_force,
)
from yiwang.insight.reviews.subjects import Subject, belongs
from yiwang.portals.casework.counted import counted_link
from yiwang.portals.casework.periods import period_in_words
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import number_of, text_of
from yiwang.portals.reviews.chart import chart_of
from yiwang.portals.reviews.sent import Faults, errors_of, faults_of
from yiwang.portals.reviews.words import Term, facts_said, formula

PERIODS_BACK = 8


@staff_page
@require_safe
def scorecards(request: HttpRequest) -> HttpResponse:
    """Every scorecard that has a subject the reader may see."""
    now, account_id = timezone.now(), account_of(request)
    today = timezone.localdate(now)
    found = [
        (version, scorecard_of(version), subjects)
        for version in versions_in_force("scorecard", today)
        if (subjects := subjects_in_reach(version.scheme, account_id, today))
    ]
    return page(request, "reviews/scorecards.html", {"found": found, "now": now})


@staff_page
@require_safe
def scorecard(request: HttpRequest, key: str) -> HttpResponse:
    """Bodies or areas period by period, with their places; of one line where it is chosen."""
    return _standings(request, key, {})


@staff_page
@require_POST
def lock(request: HttpRequest, key: str) -> HttpResponse:
    """A period that has ended is locked before its time."""
    now = timezone.now()
    span = _span(scheme_by_key(key, "scorecard"), text_of(request.POST, "since", 10), now.date())
    try:
        number = lock_cards(key, span, actor=actor_of(request), now=now)
    except Refusal as refusal:
        return _standings(request, key, faults_of(refusal), refusal.status)
    said = ngettext("%(number)d card is locked.", "%(number)d cards are locked.", number)
    messages.success(request, said % {"number": number})
    return redirect("scorecard", key)


def _standings(request: HttpRequest, key: str, faults: Faults, status: int = 200) -> HttpResponse:
    now, account_id = timezone.now(), account_of(request)
    today = timezone.localdate(now)
    scheme = scheme_by_key(key, "scorecard")
    subjects = subjects_in_reach(scheme, account_id, today)
    version = version_on(scheme, today)
    if version is None or not subjects:
        raise NotFound(NO_RESULT)
    card, chosen = scorecard_of(version), text_of(request.GET, "line", 60)
    chosen = chosen if any(line.key == chosen for line in card.lines) else ""
    found = standings_of(scheme, account_id, today, line=chosen)
    spans = list(spans_back(today, card.cadence, PERIODS_BACK))
    locked = {span.since for span, _placed in found}
    context = {
        "scheme": scheme,
        "version": version,
        "card": card,
        "chosen": chosen,
        "subjects": subjects,
        "periods": [
            (period_in_words(s.since, s.until), placed, [each for each in placed if not each.place])
            for s, placed in found
            if placed
        ],
        "present": spans[0],
        "to_lock": [
            (span.since.isoformat(), period_in_words(span.since, span.until))
            for span in spans[1:]
            if span.since not in locked and span.until >= version.effective_from
        ],
        "may_organize": organizes(account_id, None, today),
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/scorecard.html", context, status=status)


@staff_page
@require_safe
def card(request: HttpRequest, key: str, of: str, code: str) -> HttpResponse:
    """One card of one period: every addend, what was left out, and how it went over time."""
    return _card(request, key, of, code, {})


@staff_page
@require_POST
def type_in(request: HttpRequest, key: str, of: str, code: str) -> HttpResponse:
    """A number from outside for a line."""
    scheme, subject, span = _asked(request, key, of, code)
    wanted = NewValue(
        key,
        text_of(request.POST, "line", 60),
        subject,
        span,
        number_of(text_of(request.POST, "value", 20)),
        text_of(request.POST, "source", 400),
    )
    try:
        is_new = type_value(wanted, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return _card(request, key, of, code, faults_of(refusal), refusal.status)
    messages.success(
        request, _("It is written down.") if is_new else _("It was written down before.")
    )
    return redirect(_address(scheme, subject, span))


@staff_page
@require_POST
def object_(request: HttpRequest, key: str, of: str, code: str) -> HttpResponse:
    """An objection to a line of a locked card."""
    scheme, subject, span = _asked(request, key, of, code)
    locked = locked_card(scheme, subject, span)
    if locked is None:
        raise NotFound(_("This card is not locked yet: there is nothing to object to."))
    matter = Matter(card_id=locked.pk, line=text_of(request.POST, "line", 60))
    reason = text_of(request.POST, "reason", 600)
    try:
        object_to(matter, reason, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return _card(request, key, of, code, faults_of(refusal), refusal.status)
    messages.success(
        request, _("It is asked for. Somebody else decides, and you see the answer here.")
    )
    return redirect(_address(scheme, subject, span))


def _asked(request: HttpRequest, key: str, of: str, code: str) -> tuple[Scheme, Subject, Span]:
    """The scheme, the subject and the period of the address. NotFound for who may not see them."""
    today = timezone.localdate()
    scheme = scheme_by_key(key, "scorecard")
    subject = subject_by_code(of, code)
    if not may_see_cards_of(subject, account_of(request), today):
        raise NotFound(NO_RESULT)
    query = request.POST if request.method == "POST" else request.GET
    return scheme, subject, _span(scheme, text_of(query, "since", 10), today)


def _span(scheme: Scheme, since: str, today: date) -> Span:
    """The period around the day asked for; else the present one."""
    version = version_on(scheme, today)
    cadence = scorecard_of(version).cadence if version else "quarter"
    try:
        day = date.fromisoformat(since)
    except ValueError:
        day = today
    return span_around(min(day, today), cadence)


def _address(scheme: Scheme, subject: Subject, span: Span) -> str:
    address = reverse("scorecard_card", args=[scheme.key, subject.of, subject.code])
    return f"{address}?since={span.since.isoformat()}"


def _card(
    request: HttpRequest, key: str, of: str, code: str, faults: Faults, status: int = 200
) -> HttpResponse:
    scheme, subject, span = _asked(request, key, of, code)
    account_id, now = account_of(request), timezone.now()
    today = timezone.localdate(now)
    shown, trend = card_shown(scheme, subject, span, today), trend_of(scheme, subject)
    over_time = [(period_in_words(each.span.since, each.span.until), each) for each in trend]
    terms = [Term(line.name, line.addend, line.key in shown.left_out) for line in shown.lines]
    is_own, is_organizer = (
        belongs(subject, account_id, today),
        organizes(account_id, subject.area_id, today),
    )
    context = {
        "scheme": scheme,
        "subject": subject,
        "shown": shown,
        "lines": [_line(line, shown) for line in shown.lines],
        "formula": formula(terms),
        "period": period_in_words(span.since, span.until),
        "objections": _objections(shown),
        "trend": over_time,
        "chart": chart_of([(label, each.points) for label, each in over_time]),
        "may_type": is_organizer and shown.card is None,
        "may_object": shown.card is not None and (is_own or is_organizer),
        "typed": {name: text_of(request.POST, name, 600) for name in _TYPED},
        "faults": faults,
        "errors": errors_of(faults),
        "now": now,
    }
    return page(request, "reviews/card.html", context, status=status)


def _objections(shown: CardShown) -> list[tuple[Objection, str]]:
    """Each with the name of its line."""
    names = {line.key: line.name for line in shown.lines}
    found = objections_to(shown.card) if shown.card else []
    return [(each, names.get(each.line, "")) for each in found]


_TYPED = ("line", "value", "source", "reason")


def _line(line: Line, shown: CardShown) -> dict[str, object]:
    """A line as the table shows it."""
    return {
        "line": line,
        "addend": line.addend,
        "is_left_out": line.key in shown.left_out,
        "is_typed": line.source.startswith("external:"),
        "said": facts_said(line),
        **_opened(line, shown),
    }


def _opened(line: Line, shown: CardShown) -> dict[str, object]:
    """What its value was made from, each number with the cases behind it."""
    source, _colon, key = line.source.partition(":")
    made = indicators().get(key) if source == "indicator" else None
    first = date(shown.span.until.year, 1, 1) if line.since == "year" else shown.span.since
    days = Days(first, max(first, min(shown.span.until, timezone.localdate())))
    of = {"area" if shown.subject.of == "area" else "body": shown.subject.code}

    def link(terms: Sequence[str]) -> str:
        return counted_link(terms[0], days, **of) if len(terms) == 1 else ""

    return {
        "numerator": link(made.numerator) if made else "",
        "denominator": link(made.denominator) if made else "",
        "beside": [
            (COUNT_WORDS[name], number, link([name]))
            for name, number in line.facts.items()
            if name in COUNT_WORDS
        ],
    }
