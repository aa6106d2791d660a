"""What the keeper of a connector enters: addresses, the secret, how often, and the token."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.foundation.refusals import Invalid
from yiwang.interfaces.connectors.actions.give_token import give_token
from yiwang.interfaces.connectors.actions.set_up import SetUp, set_up
from yiwang.interfaces.connectors.models import Connector
from yiwang.interfaces.connectors.queries import connector_named
from yiwang.portals.casework.staff import actor_of, page
from yiwang.portals.casework.typed import text_of
from yiwang.portals.connectors.access import connector_page
from yiwang.portals.connectors.overview import connector_shown


@connector_page
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, key: str) -> HttpResponse:
    """The form; sent: enter it."""
    found = connector_named(key)
    if request.method != "POST":
        return _form(request, found, _as_it_is(found), {})
    wanted = _wanted(request)
    try:
        set_up(key, wanted, actor=actor_of(request), now=timezone.now())
    except Invalid as refusal:
        return _form(request, found, wanted, {k: str(v) for k, v in refusal.fields.items()})
    messages.success(request, _("Saved."))
    return redirect("connector", key)


@connector_page
@require_POST
def token(request: HttpRequest, key: str) -> HttpResponse:
    """Give the other system a new token, shown this once, or take it back."""
    is_taken_back = "take_back" in request.POST
    given = give_token(
        key, is_taken_back=is_taken_back, actor=actor_of(request), now=timezone.now()
    )
    if not given:
        messages.success(request, _("Taken back: it opens nothing any more."))
        return redirect("connector", key)
    return connector_shown(request, connector_named(key), token=given)


def _as_it_is(found: Connector) -> SetUp:
    return SetUp(
        found.reached_at,
        found.answered_at,
        None,
        found.every_hours,
        found.is_on,
        found.is_automatic,
    )


def _wanted(request: HttpRequest) -> SetUp:
    sent = request.POST
    hours = text_of(sent, "every_hours", 4)
    secret = "" if "no_secret" in sent else text_of(sent, "secret", 300) or None
    return SetUp(
        reached_at=text_of(sent, "reached_at", 600),
        answered_at=text_of(sent, "answered_at", 600),
        secret=secret,
        every_hours=int(hours) if hours.isascii() and hours.isdigit() else 0,
        is_on="is_on" in sent,
        is_automatic="is_automatic" in sent,
    )


def _form(
    request: HttpRequest, found: Connector, wanted: SetUp, faults: dict[str, str]
) -> HttpResponse:
    context = {
        "connector": found,
        "wanted": wanted,
        "faults": faults,
        "errors": [(f"f-{name}", said) for name, said in faults.items()],
    }
    status = 422 if faults else 200
    return page(request, "connectors/settings.html", context, status=status)
