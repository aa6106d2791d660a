"""Pages for staff: signed in, never cached, and every refusal said in a sentence on a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from yiwang.foundation.records.actor import Actor, staff
from yiwang.foundation.refusals import Refusal
from yiwang.insight.burden.policies import is_community
from yiwang.insight.messages.queries.shown import unread_by
from yiwang.insight.warnings.policies import kinds_told
from yiwang.structure.posts import powers
from yiwang.structure.posts.queries import appointments_of, powers_of
from yiwang.work.exchange.queries.waiting import Waiting, waiting_for

View = Callable[..., HttpResponse]
Context = dict[str, Any]  # whatever a template shows
_EXCHANGE = {powers.PUT_UP_CARDS, powers.REVIEW_CARDS}


def staff_page(view: View) -> View:
    """For every page of the desk and the worker."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(request, refusal)

    return never_cache(login_required(answer))


def account_of(request: HttpRequest) -> int:
    """The id of who is signed in."""
    assert request.user.pk is not None  # staff_page asked for it
    return int(request.user.pk)


def actor_of(request: HttpRequest) -> Actor:
    """Who is signed in, as actions take it; the action finds the capacity."""
    return staff(account_of(request))


def page(
    request: HttpRequest, template: str, context: Context, *, status: int = 200
) -> HttpResponse:
    """A page in the frame of its portal, with what its head shows: posts held, doors open."""
    return render(request, template, {**framed(request), **context}, status=status)


def framed(request: HttpRequest) -> Context:
    """The posts held today, the doors they open, and how many messages wait: three queries; and
    for whoever decides on cards, how much of that waits: one more."""
    account_id, today = account_of(request), timezone.localdate()
    given, held = powers_of(account_id, today), appointments_of(account_id, today)
    return {
        "held": held,
        "may_take_in": powers.TAKE_IN_CASES in given,
        "may_see_figures": powers.VIEW_FIGURES in given,
        "may_see_burden": powers.VIEW_FIGURES in given
        or any(is_community(each.post.organization) for each in held),
        "may_see_warnings": bool(kinds_told(given)),
        "may_publish_rules": powers.PUBLISH_RULES in given,
        "may_organize_reviews": powers.REVIEW in given,
        "may_administer": bool(
            given & {powers.INSTALL_PACKS, powers.APPOINT, powers.ENTER_FIGURES}
        ),
        "may_see_funds": bool(given & {powers.KEEP_FUNDS, powers.APPROVE_GRANTS}),
        "may_answer_complaints": powers.INSTALL_PACKS in given,
        "may_put_up": powers.PUT_UP_CARDS in given,
        "may_read_cards": powers.REVIEW_CARDS in given,
        "may_exchange": bool(given & _EXCHANGE)
        or any(powers.CLAIM_CARDS in each.post.type.powers for each in held),
        "exchange_waits": waiting_for(account_id, today) if given & _EXCHANGE else Waiting(),
        "is_phone": is_phone(request),
        "unread": unread_by(account_id),
    }


def is_phone(request: HttpRequest) -> bool:
    """Whether the page belongs to the worker's portal."""
    return request.path.startswith("/work/")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The sentence of a refusal as a page of its own, with its status and the way back."""
    return page(
        request,
        "casework/refused.html",
        {
            "refusal": refusal,
            "shell": "worker/page.html" if is_phone(request) else "desk/page.html",
        },
        status=refusal.status,
    )
