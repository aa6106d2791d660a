"""The desk of notices: what waits for a second person, drafts, what is published, comments."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.refusals import Refusal
from yiwang.insight.notices.actions.answer_comment import answer_comment
from yiwang.insight.notices.actions.review_notice import review_notice
from yiwang.insight.notices.actions.submit_notice import submit_notice
from yiwang.insight.notices.actions.withdraw_notice import withdraw_notice
from yiwang.insight.notices.policies import may_review, notices_in_reach
from yiwang.insight.notices.queries import (
    notice_of_comment,
    notice_of_staff,
    to_review,
    waiting_comments,
)
from yiwang.portals.casework.staff import account_of, actor_of, page, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.structure.posts.powers import REVIEW_NOTICES, WRITE_NOTICES
from yiwang.structure.posts.queries import powers_of
from yiwang.structure.territory.queries import paths_of

ON_A_PAGE = 30


@staff_page
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Everything that this account has to do with."""
    reader, now = account_of(request), timezone.now()
    on = timezone.localdate(now)
    found = Paginator(notices_in_reach(reader, on), ON_A_PAGE).get_page(request.GET.get("page"))
    given = powers_of(reader, on)
    reach = notices_in_reach(reader, on).filter(state="published")
    context = {
        "page": found,
        "to_review": [each for each in to_review(reader, on) if each.written_by_id != reader],
        "comments": waiting_comments(reach.order_by().values_list("pk", flat=True)),
        "may_write": bool(given & {WRITE_NOTICES, REVIEW_NOTICES}),
        "now": now,
    }
    return page(request, "notices/desk.html", context)


@staff_page
@require_safe
def one(request: HttpRequest, notice_id: int) -> HttpResponse:
    """One notice as it will be or is read, and what can be done with it."""
    return _one(request, notice_id)


def _one(
    request: HttpRequest, notice_id: int, refusal: Refusal | None = None, **typed: Any
) -> HttpResponse:
    reader, now = account_of(request), timezone.now()
    on = timezone.localdate(now)
    notice = notice_of_staff(notice_id, reader, on)
    said = getattr(refusal, "fields", None) or ({"": refusal.sentence} if refusal else {})
    context = {
        "notice": notice,
        "place_path": paths_of([notice.area_id]).get(notice.area_id, ""),
        "may_review": may_review(notice, reader, on),
        "comments": waiting_comments([notice.pk]),
        "faults": said,
        "errors": list(said.items()),
        "typed": typed,
        "now": now,
    }
    status = int(refusal.status) if refusal else 200
    return page(request, "notices/one.html", context, status=status)


@staff_page
@require_POST
def act(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Hand it on, publish it, send it back, or take it back."""
    notice_of_staff(notice_id, account_of(request), timezone.localdate())
    actor, now = actor_of(request), timezone.now()
    reason, do = text_of(request.POST, "reason", 300), request.POST.get("do", "")
    acts: dict[str, tuple[Callable[[], None], str]] = {
        "submit": (
            lambda: submit_notice(notice_id, actor=actor, now=now),
            _("Handed to a second person."),
        ),
        "publish": (
            lambda: review_notice(notice_id, publish=True, actor=actor, now=now),
            _("Published. Everybody reads it from its first day on."),
        ),
        "return": (
            lambda: review_notice(notice_id, publish=False, reason=reason, actor=actor, now=now),
            _("Sent back to whoever wrote it."),
        ),
        "withdraw": (
            lambda: withdraw_notice(notice_id, reason, actor=actor, now=now),
            _("Taken back. The reason stands in its place."),
        ),
    }
    if do not in acts:
        return redirect("notice_staff", notice_id)
    done, said = acts[do]
    try:
        done()
    except Refusal as refusal:
        return _one(request, notice_id, refusal, reason=reason, do=do)
    messages.success(request, said)
    return redirect("notice_staff", notice_id)


@staff_page
@require_POST
def answer(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Answer a comment, and let everybody read its words or not."""
    notice_id = notice_of_comment(comment_id)
    notice_of_staff(notice_id, account_of(request), timezone.localdate())
    said, show = text_of(request.POST, "answer"), request.POST.get("show") == "1"
    try:
        answer_comment(comment_id, said, show=show, actor=actor_of(request), now=timezone.now())
    except Refusal as refusal:
        return _one(request, notice_id, refusal, answer=said, comment=comment_id)
    messages.success(request, _("Answered. Everybody reads the answer."))
    return redirect("notice_staff", notice_id)
