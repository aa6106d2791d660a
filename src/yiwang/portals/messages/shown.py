"""What I was told: a list with what is unread on top of the mind, and what each message opens."""

from dataclasses import dataclass

from django.contrib import messages as said
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yiwang.insight.messages.kinds import kind_of
from yiwang.insight.messages.models import Message
from yiwang.insight.messages.queries.shown import message_to_open, messages_of
from yiwang.insight.messages.reading import mark_read
from yiwang.portals.casework.staff import account_of, framed, staff_page
from yiwang.portals.messages.frame import own_page, works_on_a_phone
from yiwang.structure.registers.queries import register_by_id

EACH = 50
ICONS = {
    "emergency": "bell-ringing",
    "task": "inbox",
    "whistle": "speakerphone",
    "returned": "arrow-back-up",
    "reopened": "refresh",
    "near": "clock",
    "late": "clock-exclamation",
    "order": "gavel",
    "nudge": "hand-finger",
    "request": "help",
    "decided": "checks",
    "added": "message-plus",
    "rated": "star",
    "over": "circle-x",
    "warning": "alert-triangle",
    "review": "checklist",
    "obligation": "calendar-event",
    "duty": "calendar-event",
    "term": "calendar-due",
    "post": "id-badge-2",
    "claim": "heart-handshake",
    "freed": "heart-handshake",
    "claimed": "heart-handshake",
    "card": "eye",
    "connector": "plug",
}

BY_NUMBER = {  # what a message is about -> the page that opens by its number
    "warning": "warning",
    "roster": "people_roster",
    "card": "exchange_card",
    "claim": "exchange_claim",
    "run": "connector_run",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as its row shows it."""

    message: Message
    what: str
    icon: str


@staff_page
@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """Newest first, all or only what is unread."""
    only_unread = request.GET.get("only") == "unread"
    rows = messages_of(account_of(request), only_unread=only_unread)
    listed = Paginator(rows, EACH).get_page(request.GET.get("page"))
    context = {
        "listed": listed,
        "rows": [_shown(each) for each in listed],
        "only_unread": only_unread,
        "now": timezone.now(),
    }
    return own_page(request, "told/messages.html", context)


@staff_page
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """All of mine are read."""
    number = mark_read(account_of(request), timezone.now())
    if number:
        said.success(request, _("All messages are marked as read."))
    return redirect("messages")


@staff_page
@require_safe
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Go where the message points to; with that it is read."""
    message = message_to_open(message_id, account_of(request))
    mark_read(account_of(request), timezone.now(), ids=[message.pk])
    return redirect(_target(message, is_phone=works_on_a_phone(framed(request))))


def _target(message: Message, *, is_phone: bool) -> str:
    if message.about == "case":
        return reverse("worker_case" if is_phone else "desk_case", args=[message.about_id])
    if message.about == "emergency":
        return reverse("people_emergencies")
    if message.about == "review":
        return reverse("reviews")
    if message.about == "register":
        return reverse("register_gaps", args=[register_by_id(message.about_id or 0).key])
    if message.about in BY_NUMBER:
        return reverse(BY_NUMBER[message.about], args=[message.about_id])
    if message.kind == "term" and message.post_id:  # to who appoints
        return reverse("desk_people")
    return reverse("worker_posts")


def _shown(message: Message) -> Shown:
    return Shown(message, str(kind_of(message.kind).says), ICONS.get(message.kind, "inbox"))
