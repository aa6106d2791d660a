"""Schemes: what is in force, its draft on a form or as text, and publishing it from a day on."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.foundation.refusals import Refusal
from yiwang.insight.reviews.actions.draft_scheme import draft_scheme
from yiwang.insight.reviews.actions.publish_scheme import publish_scheme
from yiwang.insight.reviews.definition import Definition, FaultyScheme, ReviewScheme
from yiwang.insight.reviews.models import Scheme, SchemeVersion
from yiwang.insight.reviews.policies import organizing_anywhere, publishing
from yiwang.insight.reviews.queries.schemes import scheme_lines, versions_of
from yiwang.insight.reviews.schemes import draft_of, latest_of, read_once, scheme_by_key
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.reviews.scheme_form import Row, rows_of, with_sent
from yiwang.portals.reviews.sent import Faults, errors_of, faults_of
from yiwang.portals.reviews.words import CADENCES
from yiwang.portals.rules.numbers import day_of
from yiwang.structure.posts.powers import PUBLISH_RULES, REVIEW
from yiwang.structure.posts.queries import powers_of

LARGEST = 60_000  # characters of a text


@dataclass(frozen=True, slots=True)
class Sheet:
    """The draft of a scheme, or what one would begin with. `seen` is the digest it has."""

    scheme: Scheme
    version: SchemeVersion
    definition: Definition
    is_draft: bool

    @property
    def seen(self) -> str:
        return self.version.digest


@staff_page
@require_safe
def every_scheme(request: HttpRequest) -> HttpResponse:
    """Every review and scorecard with the version in force and its draft."""
    now = timezone.now()
    _reading(request)
    context = {"lines": scheme_lines(timezone.localdate(now)), "now": now}
    return page(request, "reviews/schemes.html", context)


@staff_page
@require_safe
def scheme(request: HttpRequest, key: str) -> HttpResponse:
    """One scheme in words, with its versions."""
    _reading(request)
    found, now = scheme_by_key(key), timezone.now()
    latest = latest_of(found) or draft_of(found)
    assert latest is not None  # a scheme begins with a version
    context = {
        "scheme": found,
        "version": latest,
        "definition": read_once(latest.source),
        "is_review": found.kind == "review",
        "cadence": CADENCES[read_once(latest.source).cadence],
        "versions": versions_of(found),
        "draft": draft_of(found),
        "may_publish": PUBLISH_RULES in powers_of(account_of(request), timezone.localdate(now)),
        "now": now,
    }
    return page(request, "reviews/scheme.html", context)


def _reading(request: HttpRequest) -> None:
    """For those who organize or publish; the others are told whom to ask."""
    today = timezone.localdate()
    given = powers_of(account_of(request), today)
    if not given & {REVIEW, PUBLISH_RULES}:
        organizing_anywhere(actor_of(request), today)


@staff_page
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, key: str) -> HttpResponse:
    """The form of the draft; saved over the state that was seen."""
    publishing(actor_of(request), timezone.localdate())
    sheet = _sheet(key)
    if request.method != "POST":
        return _form(request, sheet, {})
    text = text_of(request.POST, "text", LARGEST) + "\n"
    try:
        if "as_text" not in request.POST:
            text = with_sent(sheet.version.source, sheet.definition, request.POST)
        draft_scheme(
            text, seen=request.POST.get("seen", ""), actor=actor_of(request), now=timezone.now()
        )
    except FaultyScheme as faulty:
        return _form(request, sheet, {"": "\n".join(map(str, faulty.faults))}, text)
    except Refusal as refusal:
        return _form(request, sheet, faults_of(refusal), text)
    messages.success(request, _("Saved in the draft. Nothing goes by it until it is published."))
    return redirect("review_draft", key)


@staff_page
@require_POST
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """The draft from a day on."""
    sheet = _sheet(key)
    on: date | None = day_of(request.POST.get("on", ""))
    seen = request.POST.get("seen", "")
    try:
        publish_scheme(key, seen=seen, on=on, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return _form(request, sheet, faults_of(refusal))
    messages.success(request, _("Published. Rounds and cards from that day on go by it."))
    return redirect("review_scheme", key)


def _sheet(key: str) -> Sheet:
    found = scheme_by_key(key)
    draft = draft_of(found)
    version = draft or latest_of(found)
    assert version is not None  # a scheme begins with a version
    return Sheet(found, version, read_once(version.source), draft is not None)


def _form(
    request: HttpRequest, sheet: Sheet, faults: Faults, text: str | None = None
) -> HttpResponse:
    rows: list[Row] = rows_of(sheet.definition, request.POST if faults else None)
    is_review = isinstance(sheet.definition, ReviewScheme)
    context = {
        "sheet": sheet,
        "scheme": sheet.scheme,
        "definition": sheet.definition,
        "is_review": is_review,
        "rows": rows,
        "cadences": CADENCES,
        "text": text if text is not None else sheet.version.source,
        "today": timezone.localdate(),
        "faults": faults,
        "errors": errors_of(faults),
        "now": timezone.now(),
    }
    return page(request, "reviews/draft.html", context, status=422 if faults else 200)
