"""Signed links: what a firm from outside, or a reporter who is asked, opens without an account.

The link holds the id of one task and a signature; whether it still opens anything is the task's
state. Like a tracking code it belongs in no log, so the page is as discreet as that of a case.
"""

import uuid
from typing import BinaryIO, cast

from django.contrib import messages
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yiwang.foundation.files.photos import CheckedPhoto, check_photo
from yiwang.foundation.files.queries import open_photo
from yiwang.foundation.guessing import address_of, is_paused, note_miss
from yiwang.foundation.records.actor import OUTSIDE
from yiwang.foundation.refusals import AlreadyDone, Invalid, NotFound, Refusal, Sentence
from yiwang.portals.casework.typed import text_of
from yiwang.portals.resident.follow import discreet
from yiwang.work.cases.actions.answer_question import answer_by_link
from yiwang.work.cases.actions.invite_firm import act_by_link, open_link
from yiwang.work.cases.queries.links import LinkOver, link_in_use, work_of
from yiwang.work.cases.queries.questions import question_in_use
from yiwang.work.workflows.queries.outside import InvitationLine
from yiwang.work.workflows.subjects import Inputs

SALT, QUESTION_SALT = "yiwang.outside", "yiwang.question"
MOST_USES, USES_SECONDS = 60, 600  # of one link
MOST_PHOTOS = 6
NO_SUCH_LINK = gettext_lazy("There is no such link. Ask who gave it to you.")


class TooOften(Refusal):
    """The link is used more often than people do."""

    status = 429  # type: ignore[assignment]  # HTTPStatus is an int
    code = "too_often"


def token_of(task_id: int) -> str:
    """What the address of a firm's page holds."""
    return Signer(salt=SALT).sign(str(task_id))


def link_of(request: HttpRequest, task_id: int) -> str:
    """The address itself, to be handed over once."""
    return request.build_absolute_uri(reverse("outside", args=[token_of(task_id)]))


@discreet
@require_http_methods(["GET", "POST"])
def outside(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, and the two things the firm can report."""
    try:
        task_id = id_in(request, token)
        if request.method == "POST":
            return _acted(request, token, task_id)
        line = open_link(task_id, actor=OUTSIDE, now=timezone.now())
    except Refusal as refusal:
        return _refused(request, refusal)
    return _page(request, token, line)


@never_cache
@require_safe
def outside_photo(request: HttpRequest, token: str, photo_id: uuid.UUID) -> HttpResponseBase:
    """One of the photos that the firm is shown."""
    try:
        line = link_in_use(id_in(request, token), timezone.now())
    except Refusal as refusal:
        raise Http404 from refusal
    if photo_id not in line.photos:
        raise Http404
    headers = {"Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex, nofollow"}
    content = open_photo(photo_id, thumbnail=False)
    return FileResponse(content, content_type="image/jpeg", headers=headers)


def question_link(request: HttpRequest, task_id: int) -> str:
    """The address that opens one question for the reporter."""
    token = Signer(salt=QUESTION_SALT).sign(str(task_id))
    return request.build_absolute_uri(reverse("question", args=[token]))


@discreet
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, token: str) -> HttpResponse:
    """One question of the office, for the reporter: nothing else of the case."""
    now, faults = timezone.now(), dict[str, Sentence]()
    try:
        task_id = id_in(request, token, QUESTION_SALT)
        asked = question_in_use(task_id, now)
        if request.method == "POST":
            answer_by_link(task_id, text_of(request.POST, "text"), now=now)
            return render(request, "resident/question_done.html", {"now": now})
    except Invalid as refusal:
        faults = refusal.fields
    except Refusal as refusal:
        return _refused(request, refusal)
    context = {
        "question": asked,
        "typed": request.POST.get("text", ""),
        "faults": faults,
        "errors": list(faults.items()),
        "now": now,
    }
    return render(request, "resident/question.html", context, status=422 if faults else 200)


def id_in(request: HttpRequest, token: str, salt: str = SALT) -> int:
    """What a token is for, by its id. Refuses a tampered one, whoever tries many, and one that is
    used too often."""
    address = address_of(request)
    if is_paused(address):
        raise TooOften(gettext_lazy("Too many links that do not exist. Please wait ten minutes."))
    try:
        task_id = int(Signer(salt=salt).unsign(token))
    except (BadSignature, ValueError):
        note_miss(address)
        raise NotFound(NO_SUCH_LINK) from None
    name = f"link-used:{salt}:{task_id}"
    cache.add(name, 0, USES_SECONDS)
    if cache.incr(name) > MOST_USES:
        raise TooOften(gettext_lazy("This link was opened too often. Please wait ten minutes."))
    return task_id


def _acted(request: HttpRequest, token: str, task_id: int) -> HttpResponse:
    now, wish = timezone.now(), request.POST.get("do", "")
    action = "report_result" if wish == "report_result" else "report_arrival"
    try:
        inputs = Inputs(text=text_of(request.POST, "text"), photos=_photos(request))
        act_by_link(task_id, action, inputs, actor=OUTSIDE, now=now)
    except Invalid as refusal:
        line = link_in_use(task_id, now)
        return _page(request, token, line, refusal.fields)
    except AlreadyDone as refusal:
        messages.warning(request, str(refusal))
        return redirect("outside", token)
    if action == "report_result":
        return render(request, "resident/outside_done.html", {"now": now})
    messages.success(request, _("Your arrival is noted."))
    return redirect("outside", token)


def _photos(request: HttpRequest) -> tuple[CheckedPhoto, ...]:
    uploads = request.FILES.getlist("photos")
    if len(uploads) > MOST_PHOTOS:
        raise Invalid({"photos": _("Six photos at most. The others were left out.")})
    return tuple(check_photo(cast("BinaryIO", upload), field="photos") for upload in uploads)


def _page(
    request: HttpRequest,
    token: str,
    line: InvitationLine,
    faults: dict[str, Sentence] | None = None,
) -> HttpResponse:
    context = {
        "token": token,
        "line": line,
        "work": work_of(line),
        "typed": request.POST.get("text", ""),
        "faults": faults or {},
        "errors": list((faults or {}).items()),
        "now": timezone.now(),
    }
    return render(request, "resident/outside.html", context, status=422 if faults else 200)


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    status = 410 if isinstance(refusal, LinkOver) else int(refusal.status)
    return render(request, "resident/outside_over.html", {"refusal": refusal}, status=status)
