"""How I want to be told: which kinds by which way, how often, and when not."""

from dataclasses import dataclass, field
from datetime import time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yiwang.foundation.accounts.queries import account
from yiwang.foundation.refusals import Invalid, Sentence
from yiwang.insight.messages.actions.choose import Chosen, choose
from yiwang.insight.messages.channels import usable_channels
from yiwang.insight.messages.channels.sms import is_mobile
from yiwang.insight.messages.kinds import CHANNELS, EMAIL, IN_APP, KINDS, SMS, Kind
from yiwang.insight.messages.models import Choices
from yiwang.insight.messages.queries.chosen import channels_for, own_choices
from yiwang.portals.casework.staff import account_of, actor_of, staff_page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.messages.frame import own_page

NAMES = {
    IN_APP: gettext_lazy("On the page"),
    EMAIL: gettext_lazy("E-mail"),
    SMS: gettext_lazy("Text message"),
}
PACE_NAMES = {
    "at_once": gettext_lazy("At once"),
    "hourly": gettext_lazy("Together, every hour"),
    "daily": gettext_lazy("Together, once a day"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A kind, and its ways: key, name, whether it is chosen."""

    kind: Kind
    ways: list[tuple[str, Sentence, bool]]


@dataclass
class Form:
    """What the page shows: what was typed, or what is kept."""

    typed: dict[str, str]
    chosen: dict[str, set[str]]
    faults: dict[str, Sentence] = field(default_factory=dict)


@staff_page
@require_http_methods(["GET", "POST"])
def choosing(request: HttpRequest) -> HttpResponse:
    """One form; sent, it is kept."""
    kept = own_choices(account_of(request))
    if request.method != "POST":
        return _page(request, kept, _form_of(kept))
    form = _sent(request.POST, kept)
    try:
        choose(_chosen(form), actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        form.faults.update(refusal.fields)
        return _page(request, kept, form)
    messages.success(request, _("Kept. Messages come to you as chosen from now on."))
    return redirect("messages_settings")


def _form_of(kept: Choices) -> Form:
    typed = {
        "pace": kept.pace,
        "daily_at": _said(kept.daily_at),
        "quiet_from": _said(kept.quiet_from),
        "quiet_until": _said(kept.quiet_until),
        "email": kept.email,
    }
    return Form(typed, {key: channels_for(kept, kind) for key, kind in KINDS.items()})


def _sent(post: QueryDict, kept: Choices) -> Form:
    """What cannot be chosen here, because it is not set up, stays as it was."""
    offered = {IN_APP, *usable_channels()}
    chosen = {}
    for key, kind in KINDS.items():
        ticked = {channel for channel in CHANNELS if f"{key}.{channel}" in post} & offered
        chosen[key] = ticked | (channels_for(kept, kind) - offered)
    names = ("pace", "daily_at", "quiet_from", "quiet_until", "email")
    return Form({name: text_of(post, name, 254) for name in names}, chosen)


def _chosen(form: Form) -> Chosen:
    typed = form.typed
    return Chosen(
        kinds={key: sorted(by) for key, by in form.chosen.items()},
        pace=typed["pace"],
        daily_at=_time(typed["daily_at"]),
        quiet_from=_time(typed["quiet_from"]),
        quiet_until=_time(typed["quiet_until"]),
        email=typed["email"],
    )


def _page(request: HttpRequest, kept: Choices, form: Form) -> HttpResponse:
    own, offered = account(account_of(request)), [IN_APP, *sorted(usable_channels())]
    ways = [(channel, NAMES[channel]) for channel in offered]
    context = {
        "rows": [
            Row(kind, [(way, name, way in form.chosen[key]) for way, name in ways])
            for key, kind in KINDS.items()
        ],
        "ways": ways,
        "paces": PACE_NAMES.items(),
        "typed": form.typed,
        "faults": form.faults,
        "errors": [(f"f-{name}", sentence) for name, sentence in form.faults.items()],
        "has_mail": EMAIL in offered,
        "has_sms": SMS in offered,
        "account_email": own.email,
        "phone": own.phone if is_mobile(own.phone) else "",
    }
    status = 422 if form.faults else 200
    return own_page(request, "told/settings.html", context, status=status)


def _said(moment: time | None) -> str:
    return moment.strftime("%H:%M") if moment else ""


def _time(text: str) -> time | None:
    """A time as a time field sends it; None where it is none."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
