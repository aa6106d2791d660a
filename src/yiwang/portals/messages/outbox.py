"""For administrators: which ways out are set up, which groups there are, what could not be sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from yiwang.foundation.refusals import Sentence
from yiwang.insight.messages.actions.try_again import try_again
from yiwang.insight.messages.channels.robots import ROBOTS
from yiwang.insight.messages.kinds import kind_of
from yiwang.insight.messages.models import Group
from yiwang.insight.messages.queries import outbox as sent
from yiwang.portals.casework.staff import actor_of, page, staff_page
from yiwang.structure.administration.policies import keeping, keeps_the_whole

CHANNEL_NAMES = {
    "email": gettext_lazy("E-mail"),
    "sms": gettext_lazy("Text message"),
    "group": pgettext_lazy("messages", "Group"),
}


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group with the name of its service."""

    group: Group
    service: Sentence


@dataclass(frozen=True, slots=True)
class FailedLine:
    """A delivery that failed, in words."""

    failed: sent.Failed
    channel: Sentence
    what: Sentence


@staff_page
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Failures are shown to whoever keeps the whole; groups to who keeps their areas."""
    actor, now = actor_of(request), timezone.now()
    on = timezone.localdate(now)
    keeping(actor, on)
    sees_all = keeps_the_whole(actor, on)
    context = {
        "set_up": sent.set_up(),
        "outbox": sent.outbox(now) if sees_all else None,
        "groups": [
            GroupLine(group, ROBOTS[group.service].name) for group in sent.groups_of(actor, on)
        ],
        "failed": _in_words(sent.failed_deliveries(actor, on)) if sees_all else [],
        "retried": _in_words(sent.retried_deliveries(actor, on)) if sees_all else [],
        "sees_all": sees_all,
        "now": now,
    }
    return page(request, "told/outbox.html", context)


def _in_words(found: Sequence[sent.Failed]) -> list[FailedLine]:
    return [
        FailedLine(each, CHANNEL_NAMES[each.delivery.channel], kind_of(each.message.kind).says)
        for each in found
    ]


@staff_page
@require_POST
def again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    """Back into the outbox."""
    try_again(delivery_id, actor=actor_of(request), now=timezone.now())
    messages.success(request, _("It is being tried again. Look here in a minute."))
    return redirect("administration_messages")
