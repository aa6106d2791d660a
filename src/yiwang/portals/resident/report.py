"""Reporting in three pages that need no JavaScript: what happened, where, and a last look.

Nothing typed is lost between them: it waits in the sealed draft of this browser. `report_case` is
called once, at the end; the draft's key makes a second press of the button harmless.
"""

import uuid
from collections.abc import Mapping
from typing import BinaryIO, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from yiwang.foundation.personal_numbers import masked, personal_numbers
from yiwang.foundation.records.actor import REPORTER
from yiwang.foundation.refusals import Invalid, NotFound, Sentence
from yiwang.foundation.used_keys import KeyUsedOtherwise
from yiwang.portals.resident import draft_photos
from yiwang.portals.resident.draft import Draft, draft_of, forget, keep
from yiwang.portals.resident.receipt import Receipt, keep_receipt, kept_receipt, picture_of
from yiwang.portals.resident.report_places import area_id_of, place_in_words
from yiwang.work.cases.actions.follow_case import follow_case
from yiwang.work.cases.actions.report_case import report_case
from yiwang.work.cases.beginning import Beginner
from yiwang.work.cases.queries import LikeCase, Offered, like_cases, offered_types
from yiwang.work.cases.reports import Place, Report, check_report

FIRST_PAGE = ("text", "kind", "photos")
WHERE_TO_MEND = {  # field of the report -> page and field where it is given
    "text": ("report", "text"),
    "kind": ("report", "kind"),
    "photos": ("report", "photos"),
    "place": ("report_place", "areas"),
    "area": ("report_place", "areas"),
    "place_text": ("report_place", "place_text"),
    "contact": ("", "contact"),
}


@never_cache
@require_http_methods(["GET", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Page one: what happened, photos, the kind if one is known."""
    draft = draft_of(request)
    if request.method != "POST":
        _start_where_the_card_says(request, draft)
        return _first_page(request, draft, {})
    draft.text = request.POST.get("text", "").replace("\r\n", "\n").strip()
    draft.kind = _kind_chosen(request)
    faults = _photos_taken_in(request, draft)
    keep(request, draft)
    if "drop" in request.POST or "more" in request.POST:
        return redirect("report") if not faults else _first_page(request, draft, faults)
    faults |= {name: said for name, said in _faults(draft).items() if name in FIRST_PAGE}
    return _first_page(request, draft, faults) if faults else redirect("report_place")


@never_cache
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Page three: a last look, personal numbers pointed out, the contact, and sending."""
    draft = draft_of(request)
    if request.method != "POST":
        return _last_page(request, draft, {}) if draft.text else redirect("report")
    sent_before = kept_receipt(request)
    if sent_before and sent_before.key == request.POST.get("key"):
        return redirect("receipt")
    if not draft.text:
        return redirect("report")
    draft.contact = request.POST.get("contact", "").strip()
    if "mask" in request.POST:
        draft.text, draft.place_text = masked(draft.text), masked(draft.place_text)
        messages.success(request, _("The numbers are masked."))
        keep(request, draft)
        return redirect("report_check")
    keep(request, draft)
    return _sent(request, draft)


@require_GET
def draft_photo(request: HttpRequest, name: uuid.UUID) -> HttpResponse:
    """The small picture of a photo in one's own draft."""
    draft = draft_of(request)
    content = draft_photos.thumbnail(draft.key, str(name)) if str(name) in draft.photos else None
    if content is None:
        raise Http404
    return HttpResponse(content, "image/jpeg", headers={"Cache-Control": "private, max-age=600"})


@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """What the reporter takes away: the code, as letters and as a picture, on paper too."""
    kept = kept_receipt(request)
    if kept is None:
        return redirect("home")
    link = kept.link(request)
    context = {"receipt": kept, "link": link, "picture": picture_of(link)}
    return render(request, "resident/receipt.html", context)


@require_POST
def follow_like(request: HttpRequest) -> HttpResponse:
    """Follow a case somebody else reported, instead of sending one's own."""
    draft = draft_of(request)
    chosen = [like for like in _like(draft) if str(like.case_id) == request.POST.get("case")]
    try:
        if not chosen:
            raise NotFound(_("This case cannot be followed any more. Report yours instead."))
        code = follow_case(chosen[0].case_id, actor=REPORTER, now=timezone.now())
    except NotFound as refusal:
        messages.warning(request, str(refusal.sentence))
        return redirect("report_check")
    _left_behind(request, draft, Receipt(draft.key, "", code))
    return redirect("receipt")


def _start_where_the_card_says(request: HttpRequest, draft: Draft) -> None:
    """A contact card names its area, a page about figures the type; what was given before counts
    more."""
    kind = request.GET.get("kind", "")[:80]
    if kind and not draft.text and _type_named(kind):
        draft.kind = kind
        keep(request, draft)
    code = request.GET.get("in", "")[:40]
    if code and not draft.has_place and area_id_of(Draft(area_code=code)):
        draft.area_code = code
        keep(request, draft)


def _sent(request: HttpRequest, draft: Draft) -> HttpResponse:
    try:
        reported = report_case(_report(draft), actor=REPORTER, now=timezone.now())
    except Invalid as refusal:
        return _last_page(request, draft, refusal.fields)
    except KeyUsedOtherwise:  # a page of a report sent before was gone back to, and changed
        draft.key = uuid.uuid4().hex
        return _sent(request, draft)
    _left_behind(request, draft, Receipt(draft.key, reported.number, reported.tracking_code))
    return redirect("receipt")


def _left_behind(request: HttpRequest, draft: Draft, receipt: Receipt) -> None:
    keep_receipt(request, receipt)
    forget(request, draft)
    draft_photos.remove(draft.key)
    draft_photos.remove_expired()


def _like(draft: Draft) -> list[LikeCase]:
    return like_cases(draft.lng, draft.lat, area_id_of(draft), draft.kind, timezone.now())


def _report(draft: Draft, *, with_photos: bool = True) -> Report:
    photos = draft_photos.checked_photos(draft.key, draft.photos) if with_photos else []
    has_point = draft.lng is not None and draft.lat is not None
    return Report(
        text=draft.text,
        kind=draft.kind,
        place=Place(draft.lng or 0.0, draft.lat or 0.0) if has_point else None,
        area_code=draft.area_code,
        place_text=draft.place_text,
        photos=tuple(photos),
        contact=draft.contact,
        idempotency_key=draft.key,
    )


def _faults(draft: Draft) -> dict[str, Sentence]:
    try:
        check_report(_report(draft, with_photos=False), REPORTER, timezone.now())
    except Invalid as refusal:
        return dict(refusal.fields)
    return {}


def _kind_chosen(request: HttpRequest) -> str:
    first = request.POST.get("kind", "")
    return request.POST.get(f"more-{first}", "") or first


def _photos_taken_in(request: HttpRequest, draft: Draft) -> dict[str, Sentence]:
    dropped = request.POST.get("drop", "")
    if dropped in draft.photos:
        draft.photos.remove(dropped)
        draft_photos.remove(draft.key, dropped)
    for upload in request.FILES.getlist("photos"):
        if len(draft.photos) >= draft_photos.MOST:
            return {"photos": _("Three photos at most. The others were left out.")}
        try:
            draft.photos.append(draft_photos.add_photo(draft.key, cast("BinaryIO", upload)))
        except Invalid as refusal:
            return dict(refusal.fields)
    return {}


def _first_page(request: HttpRequest, draft: Draft, faults: Mapping[str, Sentence]) -> HttpResponse:
    types = offered_types(Beginner("web", timezone.now()))
    context = {
        "draft": draft,
        "types": types,
        "top": next((each.kind.key for each in types if draft.kind in _keys(each)), ""),
        "can_add_photos": len(draft.photos) < draft_photos.MOST,
        "faults": faults,
        "errors": list(faults.items()),
    }
    return render(request, "resident/report.html", context, status=422 if faults else 200)


def _last_page(request: HttpRequest, draft: Draft, faults: Mapping[str, Sentence]) -> HttpResponse:
    faults = faults or {k: v for k, v in _faults(draft).items() if k != "contact"}
    context = {
        "draft": draft,
        "kind": _type_named(draft.kind),
        "place": place_in_words(draft),
        "numbers": personal_numbers(draft.text) + personal_numbers(draft.place_text),
        "marked": _marked(draft.text),
        "like": _like(draft),
        "days": settings.CONTACT_KEPT_DAYS,
        "faults": faults,
        "errors": [(*WHERE_TO_MEND.get(name, ("", "")), said) for name, said in faults.items()],
    }
    return render(request, "resident/check.html", context, status=422 if faults else 200)


def _keys(offered: Offered) -> set[str]:
    return {kind.key for kind in (offered.kind, *offered.below)}


def _type_named(key: str) -> object:
    kinds = [
        kind
        for each in offered_types(Beginner("web", timezone.now()))
        for kind in (each.kind, *each.below)
    ]
    return next((kind for kind in kinds if kind.key == key), None)


def _marked(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is the number of a person."""
    pieces, at = [], 0
    for number in personal_numbers(text):
        pieces += [(text[at : number.start], False), (text[number.start : number.end], True)]
        at = number.end
    return [*pieces, (text[at:], False)]
